package ipcsh.sys.trace;

import ipcsh.sys.Injections;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;

/**
 * A call that was made, as {@link ObservedInvoker} tells of it.
 *
 * @param function the function of C that a program calls for it, {@code open}
 * @param call the call with its arguments as strace prints them, {@code bind(3, {...}, 110)}
 * @param c the same as an expression of C, literal values where C has them
 * @param result what it returned, as strace prints it; {@code -1} where it failed; null where it
 *     has not returned yet
 * @param value the number that it returned
 * @param wanted how many bytes it was to send, or had room for; -1 for a call without data
 * @param errno why it failed, or null
 * @param injected whether the kernel was not asked ({@link Injections})
 * @param failed the same for who looks for the cause; null where it has not failed
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
