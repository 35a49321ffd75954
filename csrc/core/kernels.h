/* kernels: the operations of the encoder on integers, for each instruction set; the same output bit for bit on all.
 *
 * Stored states are bytes 1 .. 127 and weights -127 .. 127, so that a pair of products is at most 32258 and AVX2's
 * pairwise sums cannot saturate.  All arrays are padded as said below, so no kernel has a remainder to treat. */
#ifndef SAYSO_KERNELS_H
#define SAYSO_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    KERNEL_ROWS = 16,     /* rows of a group: one register of int32 */
    KERNEL_UNITS = 32,    /* hidden units are padded to a multiple of it: one register of int16 */
    KERNEL_MIDDLE = 64,   /* a state of 0 */
    KERNEL_SPREAD = 63,   /* a state of 1, less the middle */
    KERNEL_SEGMENTS = 16, /* of the curve */
    KERNEL_BATCH = 4      /* vectors whose sums a kernel keeps in registers; any number may be given */
};

enum kernel_how { KERNEL_PLAIN, KERNEL_SATURATE /* to int16 */ };

/* A linear map of stored states: out[r] = ((sum_k w[r][k] u[k] + off[r]) mult[r] + half >> shift) + bias[r].  Weights lie
 * by group of 16 rows, then by four columns, then 16 x 4 bytes; no step overflows int32 (checked when the weights are
 * opened). */
struct kernel_map {
    const int8_t *w;
    const int32_t *off, *mult, *bias;
    uint32_t rows; /* that mean something, at most 16 groups */
    uint32_t groups, quads;
    int32_t shift;
};

/* The first layer's map of a word: out[r] = sat((sum_k w[r][k] e[k] mult[r] + 2^31) >> 32).  Weights lie by group of
 * 16 rows, then by two columns, then 16 x 2 values; `groups` is a multiple of 4. */
struct kernel_input {
    const int16_t *w;
    const int32_t *mult;
    uint32_t groups, pairs;
};

/* T(z) = tanh(z / 2) in 2^-15, z in 2^-10: base[k] + slope[k] part, k = |z| >> 9; never above 32767. */
struct kernel_curve {
    int16_t base[KERNEL_SEGMENTS], slope[KERNEL_SEGMENTS];
};

/* One of the sequences that are read side by side, at one token. */
struct kernel_lane {
    const uint8_t *before; /* state of the token before */
    const int32_t *z;      /* preactivations of the gates i, f, g, o without the recurrent part, a quarter each */
    uint8_t *after;
};

struct kernels {
    const char *name;
    /* out[i * stride ..] of each of `count` vectors u[i]; `how`: KERNEL_... */
    void (*linear)(const struct kernel_map *map, const uint8_t *const *u, uint32_t count, int32_t *out, size_t stride,
                   enum kernel_how how);
    /* out[i] of each of `count` words e[i]; where two are the same place, the later word stays. */
    void (*words)(const struct kernel_input *map, const int16_t *const *e, uint32_t count, int16_t *const *out);
    /* out[k] = the sum of rows[i][k], k < n, a multiple of 32. */
    void (*gather)(const int16_t *const *rows, uint32_t count, uint32_t n, int32_t *out);
    /* One step of `count` lanes.  `recurrent` has rows for the four gates of a multiple of 32 hidden units; `cells` is
     * theirs (2^-11), as many for each lane, in an order that is the kernel's own; zeros at the start of a sequence.
     * Lanes may end from one step to the next, the last ones first.  `turned`: the last units first, which finds in
     * the cache what the step before left there; the result is the same. */
    void (*step)(const struct kernel_map *recurrent, const struct kernel_curve *curve, const struct kernel_lane *lanes,
                 uint32_t count, int16_t *cells, bool turned);
};

/* As sayso_instructions has them. */
enum kernel_set { KERNELS_AUTO, KERNELS_SCALAR, KERNELS_AVX2, KERNELS_AVX512, KERNELS_NEON, KERNEL_SETS };

/* The best kernels of this machine, or those of a set; NULL if the machine cannot run them. */
const struct kernels *kernels_choose(enum kernel_set set);

/* T(z) of one value, int16's range. */
int32_t kernel_curve_at(const struct kernel_curve *curve, int32_t z);

/* NULL where the library was built for another machine. */
const struct kernels *kernels_avx2(void);
const struct kernels *kernels_avx512(void);
const struct kernels *kernels_neon(void);

/* Begin to load a line of the cache. */
static inline void kernel_fetch(const void *p)
{
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(p);
#else
    (void)p;
#endif
}

#if (defined(__GNUC__) || defined(__clang__)) && (defined(__x86_64__) || defined(__aarch64__))
#define KERNEL_INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define KERNEL_UNROLL _Pragma("clang loop unroll(full)")
#else
#define KERNEL_UNROLL _Pragma("GCC unroll 16")
#endif
#endif

#endif
