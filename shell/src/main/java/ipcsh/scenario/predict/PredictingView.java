package ipcsh.scenario.predict;

import ipcsh.language.Problem;
import ipcsh.scenario.ForwardingView;
import ipcsh.scenario.ScenarioView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks about an entry when its result is known, before it is shown. An entry that contains the
 * answer is shown without it. What is shown otherwise is up to another view.
 */
public final class PredictingView extends ForwardingView {
  private static final Pattern ERRNO = Pattern.compile("= -1 (E[A-Z0-9]+) ");

  private final Quiz quiz;
  private final Consumer<String> lines;
  private final Map<Lane, Question> open = new HashMap<>();
  private boolean over;

  /** Asks in front of a view; {@code lines} takes the score at the end. */
  public PredictingView(ScenarioView view, Quiz quiz, Consumer<String> lines) {
    super(view);
    this.quiz = quiz;
    this.lines = lines;
  }

  @Override
  public void types(Lane lane, String text) {
    open.remove(lane);
    Question question = quiz.about(text);
    if (question == null) {
      view.types(lane, text);
    } else {
      open.put(lane, question);
      view.types(lane, question.masked());
    }
  }

  @Override
  public void blocked(Lane lane, String call) {
    ask(lane, Question.BLOCKS);
    view.blocked(lane, call);
  }

  @Override
  public void prints(Lane lane, String line) {
    Question question = open.remove(lane);
    if (question != null) {
      // what is printed may be the answer
      quiz.tell(question);
    }
    view.prints(lane, line);
  }

  @Override
  public void gave(Lane lane, String shown) {
    Question question = open.get(lane);
    ask(lane, question == null || question.truth() == null ? shown : question.truth());
    view.gave(lane, shown);
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    Matcher errno = ERRNO.matcher(problem.message());
    ask(lane, errno.find() ? errno.group(1) : null);
    view.failed(lane, problem);
  }

  private void ask(Lane lane, String truth) {
    Question question = open.remove(lane);
    if (question == null) {
      return;
    }
    try {
      quiz.ask(question, truth);
    } catch (InterruptedException ctrlC) {
      throw new Left();
    }
  }

  @Override
  public void over() {
    view.over();
    if (!over && quiz.result() != null) {
      lines.accept("");
      lines.accept(quiz.result());
    }
    over = true;
  }
}
