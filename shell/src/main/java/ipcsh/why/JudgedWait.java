package ipcsh.why;

import java.util.List;

/**
 * A wait with its verdict.
 *
 * @param condition the wait
 * @param ring the waits of the ring, each of which waits for the next one and the last one for the
 *     first; empty if there is none
 * @param reason what is not known, if the verdict is {@link Verdict#UNKNOWN}; otherwise null
 */
public record JudgedWait(
    WaitCondition condition, Verdict verdict, List<WaitCondition> ring, String reason) {}
