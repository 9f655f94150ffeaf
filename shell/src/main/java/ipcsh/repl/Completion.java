package ipcsh.repl;

import ipcsh.command.Lesson;
import ipcsh.command.QueueQuery;
import ipcsh.command.course.Exercise;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Name;
import ipcsh.command.model.Parameter;
import ipcsh.handle.HasPid;
import ipcsh.language.MemberNames;
import ipcsh.repl.SymbolLookup.Site;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completion by the type that is expected at the cursor. Evaluates nothing, and makes no system
 * calls that could block.
 */
final class Completion implements Completer {
  private static final int ROWS_FOR_OTHERS = 10;
  private static final Set<String> UNITS = Set.of("us", "ms", "s", "min");

  /** The prefix of an entry for another shell. */
  private static final Pattern SHELL = Pattern.compile("\\s*@[\\w.-]*");

  private static final List<String> VALUE_WORDS = List.of("true", "false", "null", "new");

  private final SymbolLookup known;
  private final CompletionValues values;
  private final PathCompletion paths = new PathCompletion();

  Completion(SymbolLookup known) {
    this.known = known;
    this.values = new CompletionValues(known);
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<Candidate> all = new ArrayList<>();
    complete(line.line(), line.cursor(), all);
    String word = line.word();
    all.removeIf(c -> !c.value().regionMatches(true, 0, word, 0, word.length()));
    int rows = Math.max(reader.getTerminal().getHeight() - ROWS_FOR_OTHERS, 1);
    // with descriptions, they are listed one per line; if there are too many, names only, several
    // per line
    all.replaceAll(all.size() > rows ? Candidates::bare : c -> c);
    candidates.addAll(all);
  }

  void complete(String line, int cursor, List<Candidate> candidates) {
    if (known.session() == null) {
      return;
    }
    if (SHELL.matcher(line.substring(0, cursor)).matches()) {
      shells(candidates);
      return;
    }
    AtLine at = AtLine.of(line);
    if (at != null && cursor >= at.start()) {
      complete(at.line(), cursor - at.start(), candidates);
      return;
    }
    CompletionContext place = CompletionContext.at(line, cursor);
    switch (place.kind()) {
      case STATEMENT -> {
        commands(candidates);
        values.addAll(candidates);
      }
      case ARGUMENT -> argument(place, candidates);
      case STRING -> string(place, line.substring(Math.min(cursor, line.length())), candidates);
      case MEMBER -> members(place.receiver(), candidates);
      case VALUE -> value(place, candidates);
      default -> {}
    }
  }

  private void commands(List<Candidate> candidates) {
    for (CommandModel command : known.session().context().registry().all()) {
      boolean more = !command.positional().isEmpty();
      candidates.add(
          Candidates.of(command.name(), command.topic().title(), command.summary(), more));
    }
  }

  private void argument(CompletionContext place, List<Candidate> candidates) {
    Site site = known.site(place.call());
    if (site == null) {
      value(place, candidates);
      return;
    }
    boolean exact = false;
    for (Parameter parameter : site.parameters()) {
      exact |= exactly(parameter, candidates);
    }
    if (!exact && !site.parameters().isEmpty()) {
      value(place, candidates);
    }
    boolean optionsLater = exact && place.word().isEmpty() && !site.parameters().isEmpty();
    boolean optionsHere = site.index() > 0 || site.command().positional().isEmpty();
    if (site.option() == null && !optionsLater && optionsHere) {
      for (String option : site.command().optionNames()) {
        candidates.add(Candidates.of(option + ":", "options", null, true));
      }
    }
  }

  /** Adds the values that the parameter takes; false if it takes any value. */
  private boolean exactly(Parameter parameter, List<Candidate> candidates) {
    if (parameter.nameOf() != null) {
      return names(parameter.nameOf(), candidates);
    } else if (!parameter.families().isEmpty()) {
      parameter.families().forEach(family -> constants(family, candidates));
    } else if (!parameter.words().isEmpty()) {
      words(parameter, "'", "'", candidates);
    } else if (parameter.isCallName()) {
      calls("'", "'", candidates);
      candidates.add(Candidates.of("off", null, null, false));
    } else if (parameter.isProcess()) {
      return values.addOfType(HasPid.class, candidates);
    } else if (parameter.isDescriptor()) {
      values.addDescriptors(candidates);
    } else if (parameter.type() == Errno.class) {
      errnos(candidates);
    } else if (parameter.type() == boolean.class) {
      List.of("on", "off").forEach(w -> candidates.add(Candidates.of(w, null, null, false)));
    } else {
      return values.addOfType(parameter.type(), candidates);
    }
    return true;
  }

  private boolean names(Name.Of what, List<Candidate> candidates) {
    switch (what) {
      case COMMAND -> commandNames(candidates);
      case ERRNO -> errnos(candidates);
      case SHELL -> shells(candidates);
      case LESSON -> lessons(candidates);
      case EXERCISE -> exercises(candidates);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void commandNames(List<Candidate> candidates) {
    for (CommandModel any : known.session().context().registry().all()) {
      candidates.add(Candidates.of(any.name(), any.topic().title(), any.summary(), false));
    }
  }

  private void exercises(List<Candidate> candidates) {
    for (Exercise exercise : Exercise.all(known.session().context())) {
      String number = String.valueOf(exercise.number());
      candidates.add(Candidates.of(number, null, exercise.title(), false));
    }
  }

  private void lessons(List<Candidate> candidates) {
    for (Lesson lesson : Lesson.course(known.session().context())) {
      String number = String.valueOf(lesson.number());
      candidates.add(Candidates.of(number, null, lesson.title(), false));
    }
  }

  private void shells(List<Candidate> candidates) {
    known
        .session()
        .context()
        .shells()
        .names()
        .forEach(name -> candidates.add(Candidates.of(name, null, null, true)));
  }

  private void errnos(List<Candidate> candidates) {
    for (String name : known.errnos()) {
      candidates.add(Candidates.of(name, null, Errno.named(name).getMessage(), false));
    }
  }

  private void constants(String family, List<Candidate> candidates) {
    for (String name : known.session().context().constants().family(family)) {
      candidates.add(Candidates.of(name, null, null, false));
    }
  }

  private void string(CompletionContext place, String behind, List<Candidate> candidates) {
    Site site = known.site(place.call());
    if (site != null && site.parameters().stream().anyMatch(Parameter::isUser)) {
      UserNames.add(behind.isEmpty() ? String.valueOf(place.quote()) : "", candidates);
      return;
    }
    if (site != null && site.parameters().stream().anyMatch(Parameter::isHost)) {
      HostNames.add(behind.isEmpty() ? String.valueOf(place.quote()) : "", candidates);
      return;
    }
    if (site != null && site.parameters().stream().anyMatch(Parameter::isCallName)) {
      calls("", behind.isEmpty() ? String.valueOf(place.quote()) : "", candidates);
      return;
    }
    if (site != null && site.parameters().stream().anyMatch(one -> !one.words().isEmpty())) {
      String end = behind.isEmpty() ? String.valueOf(place.quote()) : "";
      site.parameters().forEach(one -> words(one, "", end, candidates));
      return;
    }
    if (site != null && site.parameters().stream().anyMatch(Parameter::isQueueName)) {
      queues(behind.isEmpty() ? String.valueOf(place.quote()) : "", candidates);
      return;
    }
    boolean path =
        site == null
            ? place.word().matches("(/|\\./|\\.\\./).*")
            : site.parameters().stream().anyMatch(Parameter::isPath);
    if (path && !place.word().startsWith("@")) {
      paths.add(place.word(), behind.isEmpty() ? place.quote() : 0, candidates);
    }
  }

  private static void words(
      Parameter parameter, String begin, String end, List<Candidate> candidates) {
    for (String word : parameter.words()) {
      candidates.add(new Candidate(begin + word + end, word, null, null, null, null, false));
    }
  }

  private void queues(String end, List<Candidate> candidates) {
    for (String queue : new QueueQuery(known.session().context()).names()) {
      // what a terminal would obey is offered as the escape that the language reads
      String name = EscapedText.word(queue);
      candidates.add(new Candidate(name + end, name, null, null, null, null, false));
    }
  }

  /** The calls that can be injected, as the rest of the text. */
  private void calls(String begin, String end, List<Candidate> candidates) {
    for (CommandModel call : known.session().context().registry().all()) {
      if (call.isCall()) {
        String name = call.name();
        String topic = call.topic().title();
        candidates.add(
            new Candidate(begin + name + end, name, topic, call.summary(), null, null, false));
      }
    }
  }

  private void members(String receiver, List<Candidate> candidates) {
    if (!receiver.isEmpty() && Character.isDigit(receiver.charAt(0))) {
      UNITS.forEach(unit -> candidates.add(Candidates.of(unit, null, null, false)));
      return;
    }
    Object value = known.value(receiver);
    if (value == null) {
      return;
    }
    for (String member : MemberNames.of(value.getClass())) {
      candidates.add(Candidates.of(member, "members", null, false));
    }
    for (CommandModel command : known.session().context().registry().all()) {
      if (command.isMethodOf(value.getClass())) {
        candidates.add(Candidates.of(command.name(), "commands", command.summary(), false));
      }
    }
  }

  /** Any value: variables, and once a letter is typed, all names that begin with it. */
  private void value(CompletionContext place, List<Candidate> candidates) {
    values.addAll(candidates);
    if (!place.word().isEmpty()) {
      Collection<String> constants = known.session().context().constants().all().keySet();
      constants.forEach(c -> candidates.add(Candidates.of(c, "constants", null, false)));
      VALUE_WORDS.forEach(w -> candidates.add(Candidates.of(w, "Groovy", null, false)));
      commands(candidates);
    }
  }
}
