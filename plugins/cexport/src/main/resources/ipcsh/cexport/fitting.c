#include <stdio.h>
#include <stdlib.h>

/* A number, checked to fit into this many bits, signed or unsigned. */
static int fitting(long value, int bits) {
    if (value < -(1L << (bits - 1)) || value >= 1L << bits) {
        fprintf(stderr, "expected a whole number of %d bits, given %ld\n", bits, value);
        exit(1);
    }
    return (int)value;
}
