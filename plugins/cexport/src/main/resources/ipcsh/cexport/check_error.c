/* Checks a call that returns an error number, as those of pthreads do; 0 is success. */
#define check_error(call) check_errored((call), #call, __LINE__)
static void check_errored(int error, const char *call, int line) {
    errno = error;
    if (error != 0)
        die(call, line);
}
