package ipcsh.handle;

import ipcsh.sys.Kernel;

/**
 * What each role needs of its session.
 *
 * @param kernel who makes its calls
 * @param accounts the users and groups of this machine
 * @param jobs where its blocks and waits are noted
 * @param methods what answers for a method that a handle has not
 * @param observer who sees what it does
 */
public record RoleServices(
    Kernel kernel, Accounts accounts, Jobs jobs, MethodFallback methods, RoleObserver observer) {}
