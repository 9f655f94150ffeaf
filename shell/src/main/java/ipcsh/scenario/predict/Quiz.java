package ipcsh.scenario.predict;

import ipcsh.command.ErrnoMeanings;
import ipcsh.sys.abi.Errno;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Asks the questions, takes the answers, tells the truth and keeps the score. */
public final class Quiz {
  private static final String HOW = "   an answer, or 1 to 3; Enter skips, q asks no more";

  /** Who answers. */
  public interface Answers {
    /**
     * Waits for an answer.
     *
     * @return the line; null if there will be none any more
     */
    String next() throws InterruptedException;
  }

  private final Questions questions;
  private final Answers answers;
  private final Consumer<String> lines;
  private final Set<String> asked = new HashSet<>();
  private boolean over;
  private boolean explained;
  private int given;
  private int right;

  /** Asks on {@code lines}. */
  public Quiz(Questions questions, Answers answers, Consumer<String> lines) {
    this.questions = questions;
    this.answers = answers;
    this.lines = lines;
  }

  /** The question about an entry; null if there is none or no more are wanted. */
  public Question about(String entry) {
    return over ? null : questions.of(entry);
  }

  /**
   * Asks, if it is worth it, and tells the truth.
   *
   * @param truth what the entry does, {@link Question#BLOCKS} or as it is shown; null if unknown
   * @throws InterruptedException if the wait for the answer was interrupted
   */
  public void ask(Question question, String truth) throws InterruptedException {
    String answer = Questions.result(truth);
    boolean isNew = asked.add(question.entry() + "\n" + answer);
    if (over || !isNew || !questions.isWorthAsking(question, answer)) {
      tell(question);
      return;
    }
    List<String> choices = questions.choices(question, answer);
    lines.accept("?  " + question.asks());
    for (int i = 0; i < choices.size(); i++) {
      lines.accept("   " + (i + 1) + "  " + choices.get(i));
    }
    if (!explained) {
      explained = true;
      lines.accept(HOW);
    }
    String said = answers.next();
    if (said == null || said.strip().equals("q")) {
      over = true;
      tell(question);
      return;
    }
    if (said.isBlank()) {
      lines.accept("   it is: " + answer);
      return;
    }
    given++;
    boolean isRight = isRight(said.strip(), choices, answer);
    right += isRight ? 1 : 0;
    String why = meaning(question.call(), answer);
    lines.accept((isRight ? "   right: " : "   no, it is: ") + answer + why + "  " + score());
  }

  /** The same before the entry has run: the truth is in it, or in the expected transcript. */
  public void askBefore(Question question) throws InterruptedException {
    ask(
        question,
        question.truth() == null ? questions.expected(question.entry()) : question.truth());
  }

  /** Tells what was masked, when the question is not asked. */
  public void tell(Question question) {
    if (!question.masked().equals(question.entry())) {
      lines.accept("   ? is " + question.truth());
    }
  }

  private String score() {
    return "(" + right + " of " + given + ")";
  }

  private static String meaning(String call, String answer) {
    if (!answer.matches("E[A-Z0-9]{2,}")) {
      return "";
    }
    try {
      String meaning = ErrnoMeanings.of(call, Errno.named(answer));
      return meaning == null ? "" : ", " + meaning;
    } catch (IllegalArgumentException notAnErrno) {
      return "";
    }
  }

  static boolean isRight(String said, List<String> choices, String truth) {
    if (said.matches("[1-9]") && choices.stream().noneMatch(said::equals)) {
      int number = Integer.parseInt(said);
      return number <= choices.size() && choices.get(number - 1).equals(truth);
    }
    String plain = normal(said);
    if (plain.matches("(it )?(will )?(blocks?|waits?)(\\b.*)?")) {
      return truth.equals(Question.BLOCKS) || truth.equals("ETIMEDOUT");
    }
    if (plain.matches("eof|end of file")) {
      return truth.contains("end of file");
    }
    String wanted = normal(truth);
    return plain.equals(wanted)
        || plain.matches("\\d+") && wanted.matches(plain + " bytes? .*")
        || wanted.matches("\\d+ bytes? .*") && normal(inner(truth)).equals(plain)
        || wanted.equals("true") && plain.equals("yes")
        || wanted.equals("false") && plain.equals("no");
  }

  /** The data of a message as shown: {@code 5 bytes "HELLO"}. */
  private static String inner(String truth) {
    int from = truth.indexOf('"');
    int to = truth.lastIndexOf('"');
    return from < to ? truth.substring(from + 1, to) : truth;
  }

  private static String normal(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    boolean quoted = plain.length() > 1 && plain.matches("(['\"]).*\\1");
    plain = quoted ? plain.substring(1, plain.length() - 1) : plain;
    return plain.matches("-?\\d[\\d_]*") ? plain.replace("_", "") : plain;
  }

  /** The result, a line; null if nothing was answered. */
  public String result() {
    return given == 0 ? null : "predicted: " + right + " of " + given + " right";
  }
}
