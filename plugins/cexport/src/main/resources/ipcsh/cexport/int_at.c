#include <stdint.h>

/* A number in memory that other processes may change at any time. */
#define AT(type, memory, offset) (*(volatile type *)((memory) + (offset)))
