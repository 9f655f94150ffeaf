/* The result of a call that gives -1 and sets errno where it fails. */
#define check(call) checked((call), #call, __LINE__)
static long checked(long result, const char *call, int line) {
    if (result == -1)
        die(call, line);
    return result;
}
