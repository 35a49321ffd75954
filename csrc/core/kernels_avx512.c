/* kernels_avx512: the kernels with AVX-512 VNNI; four bytes of a row are one lane of vpdpbusd. */
#include "kernels.h"

#if defined(KERNEL_INLINE) && defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

KERNEL_INLINE TARGET __m512i load(const void *p) { return _mm512_loadu_si512(p); }
KERNEL_INLINE TARGET void store(void *p, __m512i x) { _mm512_storeu_si512(p, x); }

KERNEL_INLINE TARGET __m512i quad_of(const uint8_t *u)
{
    int32_t quad;
    __builtin_memcpy(&quad, u, sizeof quad);
    return _mm512_set1_epi32(quad);
}

/* Sums of `groups` groups of rows, `apart` groups from one to the next, for `count` vectors; both are constants, so that
 * all sums stay in registers. */
KERNEL_INLINE TARGET void sum(const struct kernel_map *map, uint32_t first, uint32_t apart, const uint32_t groups,
                              const uint8_t *const *u, const uint32_t count, __m512i sums[4][4])
{
    const size_t step = (size_t)apart * map->quads * 64;
    const int8_t *w = map->w + (size_t)first * map->quads * 64;
    KERNEL_UNROLL
    for (uint32_t g = 0; g < groups; g++)
        KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        sums[g][i] = load(map->off + (first + g * apart) * KERNEL_ROWS);
    for (uint32_t q = 0; q < map->quads; q++, w += 64) {
        __m512i x[4];
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++)
            x[i] = quad_of(u[i] + q * 4);
        KERNEL_UNROLL
        for (uint32_t g = 0; g < groups; g++) {
            __m512i row = load(w + g * step);
            if (count > 1)
                __asm__("" : "+v"(row)); /* loaded once, not as an operand of each product */
            KERNEL_UNROLL
            for (uint32_t i = 0; i < count; i++)
                sums[g][i] = _mm512_dpbusd_epi32(sums[g][i], x[i], row);
        }
    }
}

/* What a map makes of the sums of the group from `row` on. */
KERNEL_INLINE TARGET __m512i mapped(const struct kernel_map *map, uint32_t row, __m512i sums)
{
    const __m512i half = _mm512_set1_epi32(1 << map->shift >> 1);
    const __m512i y = _mm512_add_epi32(_mm512_mullo_epi32(sums, load(map->mult + row)), half);
    return _mm512_add_epi32(_mm512_sra_epi32(y, _mm_cvtsi32_si128(map->shift)), load(map->bias + row));
}

KERNEL_INLINE TARGET void tile(const struct kernel_map *map, uint32_t first, const uint32_t groups,
                               const uint8_t *const *u, const uint32_t count, int32_t *out, size_t stride,
                               enum kernel_how how)
{
    __m512i sums[4][4];
    sum(map, first, 1, groups, u, count, sums);
    KERNEL_UNROLL
    for (uint32_t g = 0; g < groups; g++) {
        const uint32_t row = (first + g) * KERNEL_ROWS;
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++) {
            __m512i y = mapped(map, row, sums[g][i]);
            if (how == KERNEL_SATURATE)
                y = _mm512_min_epi32(_mm512_max_epi32(y, _mm512_set1_epi32(-32768)), _mm512_set1_epi32(32767));
            store(out + i * stride + row, y);
        }
    }
}

/* The same groups for all vectors, so that their weights come from the nearest cache but once. */
KERNEL_INLINE TARGET void strip(const struct kernel_map *map, uint32_t first, const uint32_t groups,
                                const uint8_t *const *u, uint32_t count, int32_t *out, size_t stride,
                                enum kernel_how how)
{
    for (; count >= 4; count -= 4, u += 4, out += 4 * stride)
        tile(map, first, groups, u, 4, out, stride, how);
    if (count == 3)
        tile(map, first, groups, u, 3, out, stride, how);
    else if (count == 2)
        tile(map, first, groups, u, 2, out, stride, how);
    else if (count)
        tile(map, first, groups, u, 1, out, stride, how);
}

static TARGET void linear(const struct kernel_map *map, const uint8_t *const *u, uint32_t count, int32_t *out,
                          size_t stride, enum kernel_how how)
{
    uint32_t group = 0;
    for (; group + 4 <= map->groups; group += 4)
        strip(map, group, 4, u, count, out, stride, how);
    for (; group < map->groups; group++)
        strip(map, group, 1, u, count, out, stride, how);
}

/* (sum mult + 2^31) >> 32 of 16 rows, saturated to int16. */
KERNEL_INLINE TARGET __m256i scaled(__m512i sums, const int32_t *mult)
{
    const __m512i m = load(mult), half = _mm512_set1_epi64(INT64_C(1) << 31);
    const __m512i even = _mm512_add_epi64(_mm512_mul_epi32(sums, m), half);
    const __m512i odd = _mm512_add_epi64(_mm512_mul_epi32(_mm512_srli_epi64(sums, 32), _mm512_srli_epi64(m, 32)), half);
    return _mm512_cvtsepi32_epi16(_mm512_mask_blend_epi32(0xAAAA, _mm512_srli_epi64(even, 32), odd));
}

/* Four groups of rows for `count` words, a constant: the weights are read once for all of them. */
KERNEL_INLINE TARGET void words_tile(const struct kernel_input *map, uint32_t first, const int16_t *const *e,
                                     const uint32_t count, int16_t *const *out)
{
    const size_t step = (size_t)map->pairs * 32;
    const int16_t *w = map->w + first * step;
    __m512i sums[4][4];
    KERNEL_UNROLL
    for (uint32_t g = 0; g < 4; g++)
        KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        sums[g][i] = _mm512_setzero_si512();
    for (uint32_t p = 0; p < map->pairs; p++, w += 32) {
        __m512i x[4];
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++)
            x[i] = quad_of((const uint8_t *)(e[i] + p * 2));
        KERNEL_UNROLL
        for (uint32_t g = 0; g < 4; g++) {
            __m512i row = load(w + g * step);
            __asm__("" : "+v"(row)); /* as in tile() */
            KERNEL_UNROLL
            for (uint32_t i = 0; i < count; i++)
                sums[g][i] = _mm512_dpwssd_epi32(sums[g][i], row, x[i]);
        }
    }
    KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        KERNEL_UNROLL
    for (uint32_t g = 0; g < 4; g++) {
        const uint32_t row = (first + g) * KERNEL_ROWS;
        _mm256_storeu_si256((__m256i *)(void *)(out[i] + row), scaled(sums[g][i], map->mult + row));
    }
}

static TARGET void words(const struct kernel_input *map, const int16_t *const *e, uint32_t count, int16_t *const *out)
{
    uint32_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (uint32_t g = 0; g < map->groups; g += 4)
            words_tile(map, g, e + i, 4, out + i);
    for (; i < count; i++)
        for (uint32_t g = 0; g < map->groups; g += 4)
            words_tile(map, g, e + i, 1, out + i);
}

KERNEL_INLINE TARGET __m512i wide(const int16_t *p)
{
    return _mm512_cvtepi16_epi32(_mm256_loadu_si256((const __m256i *)(const void *)p));
}

static TARGET void gather(const int16_t *const *rows, uint32_t count, uint32_t n, int32_t *out)
{
    for (uint32_t k = 0; k < n; k += 32) {
        __m512i a = _mm512_setzero_si512(), b = a;
        for (uint32_t i = 0; i < count; i++) {
            a = _mm512_add_epi32(a, wide(rows[i] + k));
            b = _mm512_add_epi32(b, wide(rows[i] + k + 16));
        }
        store(out + k, a);
        store(out + k + 16, b);
    }
}

KERNEL_INLINE TARGET __m512i curve(__m512i base, __m512i slope, __m512i z)
{
    const __m512i a = _mm512_min_epu16(_mm512_abs_epi16(z), _mm512_set1_epi16(8191));
    const __m512i k = _mm512_srli_epi16(a, 9);
    const __m512i part = _mm512_slli_epi16(_mm512_and_si512(a, _mm512_set1_epi16(511)), 6);
    const __m512i v = _mm512_add_epi16(_mm512_permutexvar_epi16(k, base),
                                       _mm512_mulhrs_epi16(_mm512_permutexvar_epi16(k, slope), part));
    return _mm512_mask_sub_epi16(v, _mm512_movepi16_mask(z), _mm512_setzero_si512(), v);
}

KERNEL_INLINE TARGET __m512i gate(__m512i t)
{
    return _mm512_add_epi16(_mm512_set1_epi16(16384), _mm512_srai_epi16(t, 1));
}

struct curve {
    __m512i base, slope;
};

/* Sums of both groups of each gate that make up 32 units, `count` lanes, a constant. */
KERNEL_INLINE TARGET void sum_gates(const struct kernel_map *map, uint32_t tile, const struct kernel_lane *lanes,
                                    const uint32_t count, __m512i sums[8][3])
{
    const size_t group = (size_t)map->quads * 64, apart = group * map->groups / 4;
    const int8_t *w = map->w + 2 * tile * group;
    KERNEL_UNROLL
    for (uint32_t g = 0; g < 8; g++)
        KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++)
        sums[g][i] = load(map->off + (g / 2 * map->groups / 4 + 2 * tile + g % 2) * KERNEL_ROWS);
    for (uint32_t q = 0; q < map->quads; q++, w += 64) {
        __m512i x[3];
        KERNEL_UNROLL
        for (uint32_t i = 0; i < count; i++)
            x[i] = quad_of(lanes[i].before + q * 4);
        KERNEL_UNROLL
        for (uint32_t g = 0; g < 8; g++) {
            __m512i row = load(w + g / 2 * apart + g % 2 * group);
            if (count > 1)
                __asm__("" : "+v"(row)); /* as in sum() */
            KERNEL_UNROLL
            for (uint32_t i = 0; i < count; i++)
                sums[g][i] = _mm512_dpbusd_epi32(sums[g][i], x[i], row);
        }
    }
}

/* The cells of 32 units from the gates' preactivations, both in the order that packing leaves them in; the new states
 * as bytes in the order of the units. */
KERNEL_INLINE TARGET __m256i cell(const struct curve *t, const __m512i z[4], int16_t *cells)
{
    const __m512i i = gate(curve(t->base, t->slope, z[0])), f = gate(curve(t->base, t->slope, z[1]));
    const __m512i g = curve(t->base, t->slope, z[2]), o = gate(curve(t->base, t->slope, z[3]));
    /* mulhrs by 2^11 is (x + 8) >> 4 */
    const __m512i in = _mm512_mulhrs_epi16(_mm512_mulhrs_epi16(i, g), _mm512_set1_epi16(2048));
    const __m512i now = _mm512_adds_epi16(_mm512_mulhrs_epi16(f, load(cells)), in);
    const __m512i h =
        _mm512_mulhrs_epi16(_mm512_mulhrs_epi16(o, curve(t->base, t->slope, now)), _mm512_set1_epi16(KERNEL_SPREAD));
    store(cells, now);
    return _mm256_permutevar8x32_epi32(_mm512_cvtepi16_epi8(_mm512_add_epi16(h, _mm512_set1_epi16(KERNEL_MIDDLE))),
                                       _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7));
}

/* 32 units of `count` lanes, a constant. */
KERNEL_INLINE TARGET void step_tile(const struct kernel_map *map, const struct curve *t,
                                    const struct kernel_lane *lanes, uint32_t tile, const uint32_t count,
                                    int16_t *cells)
{
    const uint32_t units = map->groups * KERNEL_ROWS / 4;
    __m512i sums[8][3];
    sum_gates(map, tile, lanes, count, sums);
    KERNEL_UNROLL
    for (uint32_t i = 0; i < count; i++) {
        __m512i z[4];
        KERNEL_UNROLL
        for (uint32_t g = 0; g < 4; g++) {
            const uint32_t row = g * units + tile * 32;
            z[g] = _mm512_packs_epi32(
                _mm512_add_epi32(mapped(map, row, sums[2 * g][i]), load(lanes[i].z + row)),
                _mm512_add_epi32(mapped(map, row + 16, sums[2 * g + 1][i]), load(lanes[i].z + row + 16)));
        }
        _mm256_storeu_si256((__m256i *)(void *)(lanes[i].after + tile * 32),
                            cell(t, z, cells + (size_t)i * units + tile * 32));
    }
}

static TARGET void step(const struct kernel_map *map, const struct kernel_curve *values,
                        const struct kernel_lane *lanes, uint32_t count, int16_t *cells, bool turned)
{
    const struct curve t = {_mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(const void *)values->base)),
                            _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(const void *)values->slope))};
    const uint32_t units = map->groups * KERNEL_ROWS / 4, tiles = units / 32;
    for (uint32_t k = 0; k < tiles; k++) {
        const uint32_t tile = turned ? tiles - 1 - k : k;
        uint32_t i = 0;
        for (; i + 4 <= count; i += 2)
            step_tile(map, &t, lanes + i, tile, 2, cells + (size_t)i * units);
        if (i + 3 == count)
            step_tile(map, &t, lanes + i, tile, 3, cells + (size_t)i * units);
        else if (i + 2 == count)
            step_tile(map, &t, lanes + i, tile, 2, cells + (size_t)i * units);
        else if (i < count)
            step_tile(map, &t, lanes + i, tile, 1, cells + (size_t)i * units);
    }
}

static const struct kernels AVX512 = {"avx512-vnni", linear, words, gather, step};

const struct kernels *kernels_avx512(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vnni")
               ? &AVX512
               : NULL;
}

#else

const struct kernels *kernels_avx512(void) { return NULL; }

#endif
