/* kernels_avx2: the kernels with AVX2; half a group of rows is one register. */
#include "kernels.h"

#if defined(KERNEL_INLINE) && defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))

KERNEL_INLINE TARGET __m256i load(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }
KERNEL_INLINE TARGET void store(void *p, __m256i x) { _mm256_storeu_si256((__m256i *)p, x); }

KERNEL_INLINE TARGET __m256i quad_of(const void *u)
{
    int32_t quad;
    __builtin_memcpy(&quad, u, sizeof quad);
    return _mm256_set1_epi32(quad);
}

/* int32 to int16 and back, saturated on the way. */
KERNEL_INLINE TARGET __m256i clamped(__m256i y)
{
    return _mm256_min_epi32(_mm256_max_epi32(y, _mm256_set1_epi32(-32768)), _mm256_set1_epi32(32767));
}

/* Sums of one group of rows (two registers) for `count` vectors, a constant: all of them stay in registers. */
KERNEL_INLINE TARGET void sum(const struct kernel_map *map, uint32_t group, const uint8_t *const *u,
                              const uint32_t count, __m256i sums[2][4])
{
    const int8_t *w = map->w + (size_t)group * map->quads * 64;
    const __m256i ones = _mm256_set1_epi16(1);
    KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++) {
        sums[0][i] = load(map->off + group * KERNEL_ROWS);
        sums[1][i] = load(map->off + group * KERNEL_ROWS + 8);
    }
    for (uint32_t q = 0; q < map->quads; q++, w += 64) {
        const __m256i low = load(w), up = load(w + 32);
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++) {
            const __m256i x = quad_of(u[i] + q * 4);
            sums[0][i] = _mm256_add_epi32(sums[0][i], _mm256_madd_epi16(_mm256_maddubs_epi16(x, low), ones));
            sums[1][i] = _mm256_add_epi32(sums[1][i], _mm256_madd_epi16(_mm256_maddubs_epi16(x, up), ones));
            /* one vector after the other: there are just enough registers */
            __asm__ volatile("" : "+x"(sums[0][i]), "+x"(sums[1][i]));
        }
    }
}

/* What a map makes of the sums of the eight rows from `row` on. */
KERNEL_INLINE TARGET __m256i mapped(const struct kernel_map *map, uint32_t row, __m256i sums)
{
    const __m256i half = _mm256_set1_epi32(1 << map->shift >> 1);
    const __m256i y = _mm256_add_epi32(_mm256_mullo_epi32(sums, load(map->mult + row)), half);
    return _mm256_add_epi32(_mm256_sra_epi32(y, _mm_cvtsi32_si128(map->shift)), load(map->bias + row));
}

KERNEL_INLINE TARGET void tile(const struct kernel_map *map, uint32_t group, const uint8_t *const *u,
                               const uint32_t count, int32_t *out, size_t stride, enum kernel_how how)
{
    __m256i sums[2][4];
    sum(map, group, u, count, sums);
    KERNEL_UNROLL
    for (uint32_t half_group = 0; half_group < 2; half_group++) {
        const uint32_t row = group * KERNEL_ROWS + half_group * 8;
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++) {
            const __m256i y = mapped(map, row, sums[half_group][i]);
            store(out + i * stride + row, how == KERNEL_SATURATE ? clamped(y) : y);
        }
    }
}

/* The same group for all vectors, so that its weights come from the nearest cache but once. */
KERNEL_INLINE TARGET void strip(const struct kernel_map *map, uint32_t group, const uint8_t *const *u, uint32_t count,
                                int32_t *out, size_t stride, enum kernel_how how)
{
    for (; count >= 4; count -= 4, u += 4, out += 4 * stride)
        tile(map, group, u, 4, out, stride, how);
    if (count == 3)
        tile(map, group, u, 3, out, stride, how);
    else if (count == 2)
        tile(map, group, u, 2, out, stride, how);
    else if (count)
        tile(map, group, u, 1, out, stride, how);
}

static TARGET void linear(const struct kernel_map *map, const uint8_t *const *u, uint32_t count, int32_t *out,
                          size_t stride, enum kernel_how how)
{
    for (uint32_t g = 0; g < map->groups; g++)
        strip(map, g, u, count, out, stride, how);
}

/* (sum mult + 2^31) >> 32 of 8 rows. */
KERNEL_INLINE TARGET __m256i scaled(__m256i sums, const int32_t *mult)
{
    const __m256i m = load(mult), half = _mm256_set1_epi64x(INT64_C(1) << 31);
    const __m256i even = _mm256_add_epi64(_mm256_mul_epi32(sums, m), half);
    const __m256i odd = _mm256_add_epi64(_mm256_mul_epi32(_mm256_srli_epi64(sums, 32), _mm256_srli_epi64(m, 32)), half);
    return _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
}

/* 16 values of int16 from two registers of int32, in order. */
KERNEL_INLINE TARGET __m256i packed(__m256i low, __m256i up)
{
    return _mm256_permute4x64_epi64(_mm256_packs_epi32(low, up), 0xD8);
}

/* One group of rows for `count` words, a constant: the weights are read once for all of them. */
KERNEL_INLINE TARGET void words_tile(const struct kernel_input *map, uint32_t group, const int16_t *const *e,
                                     const uint32_t count, int16_t *const *out)
{
    const int16_t *w = map->w + (size_t)group * map->pairs * 32;
    const uint32_t row = group * KERNEL_ROWS;
    __m256i sums[2][4];
    KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        sums[0][i] = sums[1][i] = _mm256_setzero_si256();
    for (uint32_t p = 0; p < map->pairs; p++, w += 32) {
        const __m256i low = load(w), up = load(w + 16);
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++) {
            const __m256i x = quad_of(e[i] + p * 2);
            sums[0][i] = _mm256_add_epi32(sums[0][i], _mm256_madd_epi16(low, x));
            sums[1][i] = _mm256_add_epi32(sums[1][i], _mm256_madd_epi16(up, x));
            __asm__ volatile("" : "+x"(sums[0][i]), "+x"(sums[1][i])); /* as in tile() */
        }
    }
    KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        store(out[i] + row, packed(scaled(sums[0][i], map->mult + row), scaled(sums[1][i], map->mult + row + 8)));
}

static TARGET void words(const struct kernel_input *map, const int16_t *const *e, uint32_t count, int16_t *const *out)
{
    uint32_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (uint32_t g = 0; g < map->groups; g++)
            words_tile(map, g, e + i, 4, out + i);
    for (; i < count; i++)
        for (uint32_t g = 0; g < map->groups; g++)
            words_tile(map, g, e + i, 1, out + i);
}

KERNEL_INLINE TARGET __m256i wide(const int16_t *p)
{
    return _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(const void *)p));
}

static TARGET void gather(const int16_t *const *rows, uint32_t count, uint32_t n, int32_t *out)
{
    for (uint32_t k = 0; k < n; k += 16) {
        __m256i a = _mm256_setzero_si256(), b = a;
        for (uint32_t i = 0; i < count; i++) {
            a = _mm256_add_epi32(a, wide(rows[i] + k));
            b = _mm256_add_epi32(b, wide(rows[i] + k + 8));
        }
        store(out + k, a);
        store(out + k + 8, b);
    }
}

/* The curve's values as bytes, since pshufb looks up bytes only. */
struct table {
    __m256i base_low, base_high, slope_low, slope_high;
};

static TARGET void split(const int16_t *values, __m256i *low, __m256i *up)
{
    uint8_t bytes[2][KERNEL_SEGMENTS];
    for (uint32_t k = 0; k < KERNEL_SEGMENTS; k++) {
        bytes[0][k] = (uint8_t)(values[k] & 255);
        bytes[1][k] = (uint8_t)((values[k] >> 8) & 255);
    }
    *low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes[0]));
    *up = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes[1]));
}

KERNEL_INLINE TARGET __m256i curve(const struct table *t, __m256i z)
{
    const __m256i a = _mm256_min_epu16(_mm256_abs_epi16(z), _mm256_set1_epi16(8191));
    const __m256i k = _mm256_srli_epi16(a, 9);
    const __m256i part = _mm256_slli_epi16(_mm256_and_si256(a, _mm256_set1_epi16(511)), 6);
    /* a byte of 0x80 in the index gives 0, so the two halves can be joined */
    const __m256i low = _mm256_or_si256(k, _mm256_set1_epi16((short)0x8000));
    const __m256i up = _mm256_or_si256(_mm256_slli_epi16(k, 8), _mm256_set1_epi16(0x80));
    const __m256i base = _mm256_or_si256(_mm256_shuffle_epi8(t->base_low, low), _mm256_shuffle_epi8(t->base_high, up));
    const __m256i slope =
        _mm256_or_si256(_mm256_shuffle_epi8(t->slope_low, low), _mm256_shuffle_epi8(t->slope_high, up));
    const __m256i v = _mm256_add_epi16(base, _mm256_mulhrs_epi16(slope, part)), sign = _mm256_srai_epi16(z, 15);
    return _mm256_sub_epi16(_mm256_xor_si256(v, sign), sign);
}

KERNEL_INLINE TARGET __m256i gate(__m256i t)
{
    return _mm256_add_epi16(_mm256_set1_epi16(16384), _mm256_srai_epi16(t, 1));
}

/* The cells of 16 units of a lane, in the order that packing leaves them in, from the gates' preactivations. */
KERNEL_INLINE TARGET void cell(const struct table *t, const __m256i z[4], int16_t *c, uint8_t *u)
{
    const __m256i i = gate(curve(t, z[0])), f = gate(curve(t, z[1])), g = curve(t, z[2]), o = gate(curve(t, z[3]));
    /* mulhrs by 2^11 is (x + 8) >> 4 */
    const __m256i in = _mm256_mulhrs_epi16(_mm256_mulhrs_epi16(i, g), _mm256_set1_epi16(2048));
    const __m256i now = _mm256_adds_epi16(_mm256_mulhrs_epi16(f, load(c)), in);
    __m256i h = _mm256_mulhrs_epi16(_mm256_mulhrs_epi16(o, curve(t, now)), _mm256_set1_epi16(KERNEL_SPREAD));
    store(c, now);
    h = _mm256_add_epi16(h, _mm256_set1_epi16(KERNEL_MIDDLE));
    h = _mm256_packus_epi16(h, h);
    _mm_storeu_si128((__m128i *)(void *)u,
                     _mm_unpacklo_epi32(_mm256_castsi256_si128(h), _mm256_extracti128_si256(h, 1)));
}

/* 16 units of `count` lanes, a constant, at most four. */
KERNEL_INLINE TARGET void step_tile(const struct kernel_map *map, const struct table *t,
                                    const struct kernel_lane *lanes, uint32_t tile, const uint32_t count,
                                    int16_t *cells)
{
    const uint32_t tiles = map->groups / 4, units = tiles * KERNEL_ROWS;
    const uint8_t *u[4];
    __m256i z[4][4];
    KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        u[i] = lanes[i].before;
    for (uint32_t g = 0; g < 4; g++) {
        const uint32_t row = g * units + tile * KERNEL_ROWS;
        __m256i sums[2][4];
        sum(map, g * tiles + tile, u, count, sums);
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++)
            z[i][g] =
                _mm256_packs_epi32(_mm256_add_epi32(mapped(map, row, sums[0][i]), load(lanes[i].z + row)),
                                   _mm256_add_epi32(mapped(map, row + 8, sums[1][i]), load(lanes[i].z + row + 8)));
    }
    for (uint32_t i = 0; i < count; i++)
        cell(t, z[i], cells + (size_t)i * units + tile * KERNEL_ROWS, lanes[i].after + tile * KERNEL_ROWS);
}

static TARGET void step(const struct kernel_map *map, const struct kernel_curve *values,
                        const struct kernel_lane *lanes, uint32_t count, int16_t *cells, bool turned)
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
        if (i + 3 == count)
            step_tile(map, &t, lanes + i, tile, 3, cells + (size_t)i * units);
        else if (i + 2 == count)
            step_tile(map, &t, lanes + i, tile, 2, cells + (size_t)i * units);
        else if (i < count)
            step_tile(map, &t, lanes + i, tile, 1, cells + (size_t)i * units);
    }
}

static const struct kernels AVX2 = {"avx2", linear, words, gather, step};

const struct kernels *kernels_avx2(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") ? &AVX2 : NULL;
}

#else

const struct kernels *kernels_avx2(void) { return NULL; }

#endif
