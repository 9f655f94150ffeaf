/* Reads the first line of a file that is not there. */
#include <stdio.h>

int main(void) {
  char line[64];
  FILE *f = fopen("no-such-file", "r");
#ifdef RIGHT
  if (f == NULL) {
    perror("no-such-file");
    return 1;
  }
#endif
  return fgets(line, sizeof line, f) == NULL;
}
