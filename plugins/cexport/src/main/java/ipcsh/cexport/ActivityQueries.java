package ipcsh.cexport;

import java.util.Map;
import java.util.function.Function;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * What a role or a job is doing at this moment, read from /proc: {@code p.call}, {@code r.state()}.
 */
final class ActivityQueries {
  /** The system call in which a process blocks in a function of this name. */
  private static final Map<String, String> SYSTEM_CALLS =
      Map.ofEntries(
          Map.entry("read", "read"),
          Map.entry("write", "write"),
          Map.entry("recv", "recvfrom"),
          Map.entry("recvfrom", "recvfrom"),
          Map.entry("recvmsg", "recvmsg"),
          Map.entry("send", "sendto"),
          Map.entry("sendto", "sendto"),
          Map.entry("sendmsg", "sendmsg"),
          Map.entry("accept", "accept"),
          Map.entry("connect", "connect"),
          Map.entry("sem_wait", "futex"),
          Map.entry("pthread_mutex_lock", "futex"),
          Map.entry("pthread_cond_wait", "futex"),
          Map.entry("pthread_rwlock_rdlock", "futex"),
          Map.entry("pthread_rwlock_wrlock", "futex"));

  private final Writer w;
  private final Expressions expressions;
  private final Function<Expression, Job> jobs;

  /** {@code jobs} maps an expression to the job that it denotes, or to the last one of its role. */
  ActivityQueries(Writer w, Expressions expressions, Function<Expression, Job> jobs) {
    this.w = w;
    this.expressions = expressions;
    this.jobs = jobs;
  }

  /** The expression in C, null if it is not such a query. */
  Value of(Expression e) {
    if (e instanceof PropertyExpression property
        && property.getObjectExpression() instanceof VariableExpression name) {
      Job job = jobs.apply(name);
      return job == null ? null : property(job, property);
    }
    if (e instanceof MethodCallExpression call
        && "startsWith".equals(call.getMethodAsString())
        && isState(call.getObjectExpression())
        && call.getArguments() instanceof TupleExpression given
        && given.getExpression(0) instanceof ConstantExpression text) {
      return waits(call.getObjectExpression(), text.getText(), e);
    }
    if (e instanceof BinaryExpression both
        && both.getOperation().getText().equals("==")
        && isState(both.getLeftExpression())
        && both.getRightExpression() instanceof ConstantExpression text) {
      return waits(both.getLeftExpression(), text.getText(), e);
    }
    return null;
  }

  private static boolean isState(Expression e) {
    return e instanceof MethodCallExpression call && "state".equals(call.getMethodAsString());
  }

  private Value property(Job job, PropertyExpression e) {
    return switch (String.valueOf(e.getPropertyAsString())) {
      case "call" -> {
        watch(job);
        yield Value.of(Kind.WAITING, "waits_in(" + job.number() + ", -1, -1)");
      }
      case "done" -> {
        w.needs.helper(Helper.JOB_IS_DONE);
        yield Value.of(Kind.TRUTH, "job_is_done(" + job.number() + ")");
      }
      default -> null;
    };
  }

  private void watch(Job job) {
    w.needs.helper(Helper.WAITS_IN);
    if (!job.result().watched) {
      job.result().watched = true;
      throw new ReadingRestart();
    }
  }

  private Value waits(Expression state, String text, Expression whole) {
    Job job = jobs.apply(((MethodCallExpression) state).getObjectExpression());
    String call = SYSTEM_CALLS.get(text.replaceAll("\\(.*", ""));
    String fd = text.replaceAll("^\\w+\\(?", "").replaceAll("[,)].*", "");
    boolean futex = "futex".equals(call);
    if (job == null || call == null || !(fd.isEmpty() || fd.matches("\\d+") && !futex)) {
      throw expressions.refuse(whole, "is translated only for started blocks and blocking calls");
    }
    watch(job);
    return Value.of(
        Kind.TRUTH,
        "waits_in(" + job.number() + ", SYS_" + call + ", " + (fd.isEmpty() ? "-1" : fd) + ")");
  }
}
