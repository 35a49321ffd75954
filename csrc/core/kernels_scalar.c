/* kernels_scalar: the kernels in plain C, which the others must equal, and the choice between them. */
#include "kernels.h"

static int32_t clamp16(int32_t x) { return x < -32768 ? -32768 : x > 32767 ? 32767 : x; }

static int32_t high(int32_t a, int32_t b) { return (a * b + 16384) >> 15; }

/* A group of rows of a map. */
static void rows_of(const struct kernel_map *map, uint32_t group, const uint8_t *u, int32_t out[KERNEL_ROWS])
{
    const int8_t *w = map->w + (size_t)group * map->quads * 64;
    int32_t sums[KERNEL_ROWS] = {0};
    for (uint32_t q = 0; q < map->quads; q++, w += 64, u += 4) {
        const int32_t x0 = u[0], x1 = u[1], x2 = u[2], x3 = u[3];
        for (uint32_t r = 0; r < KERNEL_ROWS; r++)
            sums[r] += w[r * 4] * x0 + w[r * 4 + 1] * x1 + w[r * 4 + 2] * x2 + w[r * 4 + 3] * x3;
    }
    for (uint32_t r = 0; r < KERNEL_ROWS; r++) {
        const uint32_t row = group * KERNEL_ROWS + r;
        out[r] = (((sums[r] + map->off[row]) * map->mult[row] + (1 << map->shift >> 1)) >> map->shift) + map->bias[row];
    }
}

static void linear(const struct kernel_map *map, const uint8_t *const *u, uint32_t count, int32_t *out, size_t stride,
                   enum kernel_how how)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t g = 0; g < map->groups; g++) {
            int32_t *to = out + i * stride + (size_t)g * KERNEL_ROWS;
            rows_of(map, g, u[i], to);
            for (uint32_t r = 0; r < KERNEL_ROWS && how == KERNEL_SATURATE; r++)
                to[r] = clamp16(to[r]);
        }
}

static void words(const struct kernel_input *map, const int16_t *const *e, uint32_t count, int16_t *const *out)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t g = 0; g < map->groups; g++) {
            const int16_t *w = map->w + (size_t)g * map->pairs * 32;
            int32_t sums[KERNEL_ROWS] = {0};
            for (uint32_t p = 0; p < map->pairs; p++, w += 32) {
                const int32_t x0 = e[i][p * 2], x1 = e[i][p * 2 + 1];
                for (uint32_t r = 0; r < KERNEL_ROWS; r++)
                    sums[r] += w[r * 2] * x0 + w[r * 2 + 1] * x1;
            }
            for (uint32_t r = 0; r < KERNEL_ROWS; r++) {
                const uint32_t row = g * KERNEL_ROWS + r;
                const int64_t y = ((int64_t)sums[r] * map->mult[row] + (INT64_C(1) << 31)) >> 32;
                out[i][row] = (int16_t)clamp16((int32_t)y);
            }
        }
}

static void gather(const int16_t *const *rows, uint32_t count, uint32_t n, int32_t *out)
{
    for (uint32_t k = 0; k < n; k++) {
        int32_t sum = 0;
        for (uint32_t i = 0; i < count; i++)
            sum += rows[i][k];
        out[k] = sum;
    }
}

int32_t kernel_curve_at(const struct kernel_curve *table, int32_t z)
{
    const int32_t size = z < 0 ? -z : z, a = size < 8191 ? size : 8191, k = a >> 9;
    const int32_t v = table->base[k] + high(table->slope[k], (a & 511) << 6);
    return z < 0 ? -v : v;
}

static void step(const struct kernel_map *map, const struct kernel_curve *curve, const struct kernel_lane *lanes,
                 uint32_t count, int16_t *cells, bool turned)
{
    const uint32_t units = map->groups * KERNEL_ROWS / 4, tiles = map->groups / 4;
    (void)turned;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t tile = 0; tile < tiles; tile++) {
            int32_t y[4][KERNEL_ROWS];
            for (uint32_t gate = 0; gate < 4; gate++)
                rows_of(map, gate * tiles + tile, lanes[i].before, y[gate]);
            for (uint32_t r = 0; r < KERNEL_ROWS; r++) {
                const uint32_t unit = tile * KERNEL_ROWS + r;
                int16_t *c = &cells[i * units + unit];
                int32_t t[4];
                for (uint32_t gate = 0; gate < 4; gate++)
                    t[gate] = kernel_curve_at(curve, clamp16(lanes[i].z[gate * units + unit] + y[gate][r]));
                const int32_t in = 16384 + (t[0] >> 1), f = 16384 + (t[1] >> 1), o = 16384 + (t[3] >> 1);
                const int32_t now = clamp16(high(f, *c) + ((high(in, t[2]) + 8) >> 4));
                *c = (int16_t)now;
                lanes[i].after[unit] =
                    (uint8_t)(KERNEL_MIDDLE + high(high(o, kernel_curve_at(curve, now)), KERNEL_SPREAD));
            }
        }
}

static const struct kernels SCALAR = {"scalar", linear, words, gather, step};

const struct kernels *kernels_choose(enum kernel_set set)
{
    const struct kernels *found;
    switch (set) {
    case KERNELS_SCALAR: return &SCALAR;
    case KERNELS_AVX2: return kernels_avx2();
    case KERNELS_AVX512: return kernels_avx512();
    case KERNELS_NEON: return kernels_neon();
    case KERNELS_AUTO: break;
    default: return NULL;
    }
    if ((found = kernels_avx512()) || (found = kernels_avx2()) || (found = kernels_neon()))
        return found;
    return &SCALAR;
}
