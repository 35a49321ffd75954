/* kernels_neon: the kernels with NEON as every 64-bit ARM has it, and its dot product where the build may use it.
 * Stored states are below 128, so they are signed bytes as well. */
#include "kernels.h"

#if defined(KERNEL_INLINE) && defined(__aarch64__)
#include <arm_neon.h>

/* Sums of four rows: 16 weights, row by row, against the same four states. */
KERNEL_INLINE int32x4_t dot(int32x4_t sum, int8x16_t w, int8x16_t x)
{
#ifdef __ARM_FEATURE_DOTPROD
    return vdotq_s32(sum, w, x);
#else
    const int16x8_t low = vmull_s8(vget_low_s8(w), vget_low_s8(x)), up = vmull_high_s8(w, x);
    return vaddq_s32(sum, vpaddq_s32(vpaddlq_s16(low), vpaddlq_s16(up)));
#endif
}

KERNEL_INLINE int32_t quad_of(const void *u)
{
    int32_t quad;
    __builtin_memcpy(&quad, u, sizeof quad);
    return quad;
}

/* What a map makes of one group of rows (four registers) for `count` vectors, a constant: all sums stay in registers. */
KERNEL_INLINE void rows_of(const struct kernel_map *map, uint32_t group, const uint8_t *const *u, const uint32_t count,
                           int32x4_t sums[4][4])
{
    const int8_t *w = map->w + (size_t)group * map->quads * 64;
    const int32x4_t half = vdupq_n_s32(1 << map->shift >> 1), shift = vdupq_n_s32(-map->shift);
    KERNEL_UNROLL
    for (uint32_t part = 0; part < 4; part++)
        KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        sums[part][i] = vld1q_s32(map->off + group * KERNEL_ROWS + part * 4);
    for (uint32_t q = 0; q < map->quads; q++, w += 64)
        KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++) {
        const int8x16_t x = vreinterpretq_s8_s32(vdupq_n_s32(quad_of(u[i] + q * 4)));
        KERNEL_UNROLL
        for (uint32_t part = 0; part < 4; part++)
            sums[part][i] = dot(sums[part][i], vld1q_s8(w + part * 16), x);
    }
    KERNEL_UNROLL
    for (uint32_t part = 0; part < 4; part++) {
        const uint32_t row = group * KERNEL_ROWS + part * 4;
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++) {
            const int32x4_t y = vmlaq_s32(half, sums[part][i], vld1q_s32(map->mult + row));
            sums[part][i] = vaddq_s32(vshlq_s32(y, shift), vld1q_s32(map->bias + row));
        }
    }
}

KERNEL_INLINE void tile(const struct kernel_map *map, uint32_t group, const uint8_t *const *u, const uint32_t count,
                        int32_t *out, size_t stride, enum kernel_how how)
{
    int32x4_t y[4][4];
    rows_of(map, group, u, count, y);
    KERNEL_UNROLL
    for (uint32_t part = 0; part < 4; part++)
        KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        vst1q_s32(out + i * stride + group * KERNEL_ROWS + part * 4,
                  how == KERNEL_SATURATE ? vmovl_s16(vqmovn_s32(y[part][i])) : y[part][i]);
}

static void linear(const struct kernel_map *map, const uint8_t *const *u, uint32_t count, int32_t *out, size_t stride,
                   enum kernel_how how)
{
    for (uint32_t g = 0; g < map->groups; g++) {
        uint32_t i = 0;
        for (; i + 4 <= count; i += 4)
            tile(map, g, u + i, 4, out + i * stride, stride, how);
        for (; i < count; i++)
            tile(map, g, u + i, 1, out + i * stride, stride, how);
    }
}

/* (sum mult + 2^31) >> 32 of four rows, saturated to int16: the rounding narrowing shift is just that. */
KERNEL_INLINE int16x4_t scaled(int32x4_t sums, const int32_t *mult)
{
    const int32x4_t m = vld1q_s32(mult);
    const int64x2_t low = vmull_s32(vget_low_s32(sums), vget_low_s32(m)), up = vmull_high_s32(sums, m);
    return vqmovn_s32(vcombine_s32(vrshrn_n_s64(low, 32), vrshrn_n_s64(up, 32)));
}

static void one_word(const struct kernel_input *map, const int16_t *e, int16_t *out)
{
    const int16_t *w = map->w;
    for (uint32_t g = 0; g < map->groups; g++) {
        int32x4_t sums[4] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)};
        for (uint32_t p = 0; p < map->pairs; p++, w += 32) {
            const int16x8_t x = vreinterpretq_s16_s32(vdupq_n_s32(quad_of(e + p * 2)));
            KERNEL_UNROLL
            for (uint32_t part = 0; part < 4; part++) {
                const int16x8_t row = vld1q_s16(w + part * 8);
                sums[part] = vaddq_s32(
                    sums[part], vpaddq_s32(vmull_s16(vget_low_s16(row), vget_low_s16(x)), vmull_high_s16(row, x)));
            }
        }
        for (uint32_t part = 0; part < 4; part++)
            vst1_s16(out + g * KERNEL_ROWS + part * 4, scaled(sums[part], map->mult + g * KERNEL_ROWS + part * 4));
    }
}

static void words(const struct kernel_input *map, const int16_t *const *e, uint32_t count, int16_t *const *out)
{
    for (uint32_t i = 0; i < count; i++)
        one_word(map, e[i], out[i]);
}

static void gather(const int16_t *const *rows, uint32_t count, uint32_t n, int32_t *out)
{
    for (uint32_t k = 0; k < n; k += 8) {
        int32x4_t a = vdupq_n_s32(0), b = a;
        for (uint32_t i = 0; i < count; i++) {
            const int16x8_t row = vld1q_s16(rows[i] + k);
            a = vaddw_s16(a, vget_low_s16(row));
            b = vaddw_high_s16(b, row);
        }
        vst1q_s32(out + k, a);
        vst1q_s32(out + k + 4, b);
    }
}

/* The curve's values as bytes, since tbl looks up bytes only. */
struct table {
    uint8x16_t base_low, base_high, slope_low, slope_high;
};

static void split(const int16_t *values, uint8x16_t *low, uint8x16_t *up)
{
    const uint8x16x2_t bytes = vld2q_u8((const uint8_t *)values);
    *low = bytes.val[0];
    *up = bytes.val[1];
}

KERNEL_INLINE int16x8_t find(uint8x16_t low, uint8x16_t up, uint8x8_t k)
{
    const uint8x8x2_t both = vzip_u8(vqtbl1_u8(low, k), vqtbl1_u8(up, k));
    return vreinterpretq_s16_u8(vcombine_u8(both.val[0], both.val[1]));
}

KERNEL_INLINE int16x8_t curve(const struct table *t, int16x8_t z)
{
    const int16x8_t a = vminq_s16(vqabsq_s16(z), vdupq_n_s16(8191));
    const uint8x8_t k = vmovn_u16(vshrq_n_u16(vreinterpretq_u16_s16(a), 9));
    const int16x8_t part = vshlq_n_s16(vandq_s16(a, vdupq_n_s16(511)), 6);
    const int16x8_t v =
        vaddq_s16(find(t->base_low, t->base_high, k), vqrdmulhq_s16(find(t->slope_low, t->slope_high, k), part));
    return vbslq_s16(vcltq_s16(z, vdupq_n_s16(0)), vnegq_s16(v), v);
}

KERNEL_INLINE int16x8_t gate(int16x8_t t) { return vaddq_s16(vdupq_n_s16(16384), vshrq_n_s16(t, 1)); }

KERNEL_INLINE int16x8_t joined(int32x4_t a, int32x4_t b, const int32_t *z)
{
    return vcombine_s16(vqmovn_s32(vaddq_s32(a, vld1q_s32(z))), vqmovn_s32(vaddq_s32(b, vld1q_s32(z + 4))));
}

/* The cells of eight units from the gates' preactivations. */
KERNEL_INLINE void cell(const struct table *t, const int16x8_t z[4], int16_t *c, uint8_t *u)
{
    const int16x8_t i = gate(curve(t, z[0])), f = gate(curve(t, z[1])), g = curve(t, z[2]), o = gate(curve(t, z[3]));
    const int16x8_t in = vrshrq_n_s16(vqrdmulhq_s16(i, g), 4);
    const int16x8_t now = vqaddq_s16(vqrdmulhq_s16(f, vld1q_s16(c)), in);
    const int16x8_t h = vqrdmulhq_s16(vqrdmulhq_s16(o, curve(t, now)), vdupq_n_s16(KERNEL_SPREAD));
    vst1q_s16(c, now);
    vst1_u8(u, vmovn_u16(vreinterpretq_u16_s16(vaddq_s16(h, vdupq_n_s16(KERNEL_MIDDLE)))));
}

/* 16 units of `count` lanes, a constant, at most four. */
KERNEL_INLINE void step_tile(const struct kernel_map *map, const struct table *t, const struct kernel_lane *lanes,
                             uint32_t tile, const uint32_t count, int16_t *cells)
{
    const uint32_t tiles = map->groups / 4, units = tiles * KERNEL_ROWS, unit = tile * KERNEL_ROWS;
    const uint8_t *u[4];
    int16x8_t z[4][2][4];
    for (uint32_t i = 0; i < count; i++)
        u[i] = lanes[i].before;
    for (uint32_t g = 0; g < 4; g++) {
        int32x4_t y[4][4];
        rows_of(map, g * tiles + tile, u, count, y);
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++) {
            z[i][0][g] = joined(y[0][i], y[1][i], lanes[i].z + g * units + unit);
            z[i][1][g] = joined(y[2][i], y[3][i], lanes[i].z + g * units + unit + 8);
        }
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t half = 0; half < 2; half++)
            cell(t, z[i][half], cells + (size_t)i * units + unit + half * 8, lanes[i].after + unit + half * 8);
}

static void step(const struct kernel_map *map, const struct kernel_curve *values, const struct kernel_lane *lanes,
                 uint32_t count, int16_t *cells, bool turned)
{
    const uint32_t tiles = map->groups / 4, units = tiles * KERNEL_ROWS;
    struct table t;
    split(values->base, &t.base_low, &t.base_high);
    split(values->slope, &t.slope_low, &t.slope_high);
    for (uint32_t k = 0; k < tiles; k++) {
        const uint32_t tile = turned ? tiles - 1 - k : k;
        uint32_t i = 0;
        for (; i + 4 <= count; i += 4)
            step_tile(map, &t, lanes + i, tile, 4, cells + (size_t)i * units);
        for (; i < count; i++)
            step_tile(map, &t, lanes + i, tile, 1, cells + (size_t)i * units);
    }
}

static const struct kernels NEON = {"neon", linear, words, gather, step};

const struct kernels *kernels_neon(void) { return &NEON; }

#else

const struct kernels *kernels_neon(void) { return NULL; }

#endif
