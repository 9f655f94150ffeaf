package ipcsh.record;

import java.util.ArrayList;
import java.util.List;

/** Parses control characters and escape sequences in the output to an {@link Emulator}. */
final class Sequences {
  private static final int ESCAPE = 0x1b;
  private static final int DELETE = 0x7f;
  private static final int BELL = 7;
  private static final int LONGEST = 256;

  private enum State {
    TEXT,
    ESCAPE,
    /** After {@code ESC (}: the name of a character set follows. */
    INTERMEDIATE,
    CONTROL,
    /** In a control string: a title, a palette. */
    STRING,
    STRING_ESCAPE
  }

  private final Emulator screen;
  private final StringBuilder parameters = new StringBuilder();
  private State state = State.TEXT;
  private int intermediate;

  Sequences(Emulator screen) {
    this.screen = screen;
  }

  void take(int c) {
    switch (state) {
      case STRING -> string(c);
      case STRING_ESCAPE -> {
        state = State.TEXT;
        if (c != '\\') {
          escape(c);
        }
      }
      default -> {
        if (c < ' ') {
          control(c);
        } else if (c != DELETE) {
          visible(c);
        }
      }
    }
  }

  private void string(int c) {
    if (c == ESCAPE) {
      state = State.STRING_ESCAPE;
    } else if (c == BELL || c == 0x18 || c == 0x1a) {
      state = State.TEXT;
    }
  }

  private void control(int c) {
    switch (c) {
      case '\b' -> screen.backspace();
      case '\t' -> screen.tab(1);
      case '\n', 0x0b, '\f' -> screen.lineFeed();
      case '\r' -> screen.carriageReturn();
      case 0x0e -> screen.shiftTo(1);
      case 0x0f -> screen.shiftTo(0);
      case 0x18, 0x1a -> state = State.TEXT;
      case ESCAPE -> state = State.ESCAPE;
      default -> {
        // BEL, and other characters that terminals ignore
      }
    }
  }

  private void visible(int c) {
    switch (state) {
      case ESCAPE -> escape(c);
      case INTERMEDIATE -> intermediate(c);
      case CONTROL -> parameter(c);
      default -> screen.print(c);
    }
  }

  private void escape(int c) {
    state = State.TEXT;
    switch (c) {
      case '[' -> {
        parameters.setLength(0);
        state = State.CONTROL;
      }
      case ']', 'P', '_', '^', 'X' -> state = State.STRING;
      case '(', ')', '*', '+', '#', '%', ' ' -> {
        intermediate = c;
        state = State.INTERMEDIATE;
      }
      case '7' -> screen.save();
      case '8' -> screen.restore();
      case 'D' -> screen.lineFeed();
      case 'E' -> {
        screen.carriageReturn();
        screen.lineFeed();
      }
      case 'M' -> screen.reverseLineFeed();
      case 'c' -> screen.reset();
      default -> {
        // keypad modes and other sequences without visible effect
      }
    }
  }

  private void intermediate(int c) {
    state = State.TEXT;
    if (intermediate == '(' || intermediate == ')') {
      screen.charset(intermediate == '(' ? 0 : 1, c == '0');
    } else if (intermediate == '#' && c == '8') {
      screen.align();
    }
  }

  private void parameter(int c) {
    if (c < '@') {
      if (parameters.length() < LONGEST) {
        parameters.appendCodePoint(c);
      }
      return;
    }
    state = State.TEXT;
    String text = parameters.toString();
    if (text.startsWith("?")) {
      if (c == 'h' || c == 'l') {
        numbers(text.substring(1)).forEach(mode -> screen.privateMode(mode, c == 'h'));
      } else if (c == 'J' || c == 'K') {
        dispatch(c, numbers(text.substring(1)));
      }
    } else if (text.equals("!") && c == 'p') {
      screen.softReset();
    } else if (c == 'm' && !text.startsWith(">")) {
      screen.style(SgrParser.change(screen.style(), text));
    } else if (text.chars().allMatch(x -> Character.isDigit(x) || x == ';')) {
      dispatch(c, numbers(text));
    }
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      numbers.add(part.matches("\\d{1,6}") ? Integer.parseInt(part) : 0);
    }
    return numbers;
  }

  private void dispatch(int c, List<Integer> numbers) {
    int first = numbers.get(0);
    int n = Math.max(1, first);
    int second = numbers.size() > 1 ? numbers.get(1) : 0;
    switch (c) {
      case '@' -> screen.insertBlanks(n);
      case 'A' -> screen.move(0, -n);
      case 'B', 'e' -> screen.move(0, n);
      case 'C', 'a' -> screen.move(n, 0);
      case 'D' -> screen.move(-n, 0);
      case 'E' -> {
        screen.move(0, n);
        screen.carriageReturn();
      }
      case 'F' -> {
        screen.move(0, -n);
        screen.carriageReturn();
      }
      case 'G', '`' -> screen.positionColumn(n - 1);
      case 'H', 'f' -> screen.position(Math.max(1, second) - 1, n - 1);
      case 'I' -> screen.tab(n);
      case 'Z' -> screen.tab(-n);
      case 'J' -> screen.eraseScreen(first);
      case 'K' -> screen.eraseLine(first);
      case 'L' -> screen.insertLines(n);
      case 'M' -> screen.deleteLines(n);
      case 'P' -> screen.deleteCharacters(n);
      case 'S' -> screen.scrollRegion(n);
      case 'T' -> screen.scrollRegion(-n);
      case 'X' -> screen.erase(n);
      case 'b' -> screen.repeat(n);
      case 'd' -> screen.positionRow(n - 1);
      case 'h', 'l' -> numbers.forEach(mode -> screen.mode(mode, c == 'h'));
      case 'r' -> screen.region(n - 1, (second == 0 ? screen.rows() : second) - 1);
      case 's' -> screen.save();
      case 'u' -> screen.restore();
      default -> {
        // queries, and other sequences without visible effect
      }
    }
  }
}
