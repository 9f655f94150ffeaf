package ipcsh.command.course;

/**
 * What the checker says of one point.
 *
 * @param requires what is required
 * @param passed whether it is so
 * @param reason why not, or null
 */
public record CheckedPoint(String requires, boolean passed, String reason) {}
