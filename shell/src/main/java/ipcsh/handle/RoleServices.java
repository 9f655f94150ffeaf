package ipcsh.handle;

import ipcsh.sys.Kernel;

/**
 * What each role needs from its session.
 *
 * @param kernel the kernel
 * @param accounts the users and groups of this machine
 * @param jobs the list of its blocks and waits
 * @param methods the handler for methods that a handle does not have
 * @param observer the observer of what it does
 */
public record RoleServices(
    Kernel kernel, Accounts accounts, Jobs jobs, MethodFallback methods, RoleObserver observer) {}
