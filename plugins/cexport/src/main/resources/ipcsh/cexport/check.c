/* Checks a call that returns -1 and sets errno if it fails. */
#define check(call) checked((call), #call, __LINE__)
static long checked(long result, const char *call, int line) {
    if (result == -1)
        die(call, line);
    return result;
}
