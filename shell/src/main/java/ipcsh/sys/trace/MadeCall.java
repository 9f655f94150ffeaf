package ipcsh.sys.trace;

import ipcsh.sys.Injections;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;

/**
 * A call reported by {@link ObservedInvoker}.
 *
 * @param function the C function that a program calls, {@code open}
 * @param call the call with its arguments in the notation of strace, {@code bind(3, {...}, 110)}
 * @param c the same as a C expression, with literals if C has them
 * @param result the result in the notation of strace; {@code -1} if it failed; null if it has not
 *     returned yet
 * @param value the numeric result
 * @param wanted the number of bytes to send, or the size of the buffer; -1 for a call without data
 * @param errno the error, or null
 * @param injected whether the result was injected ({@link Injections})
 * @param failed the same in the form needed to determine the cause; null if it has not failed
 */
public record MadeCall(
    String function,
    String call,
    String c,
    String result,
    long value,
    long wanted,
    Errno errno,
    boolean injected,
    FailedCall failed) {}
