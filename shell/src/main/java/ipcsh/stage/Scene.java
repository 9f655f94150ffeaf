package ipcsh.stage;

import java.util.ArrayList;
import java.util.List;

/** What is to be seen at a time: the text of it, not its places. */
final class Scene {
  final List<Column> columns = new ArrayList<>();
  String title = "";
  String chapter = "";

  /** Its number, from 1; 0 before the first one. */
  int number;

  /** How many there are, or 0 if unknown. */
  int chapters;

  String narration = "";

  /** The place where something was typed last, or null. */
  RolePosition current;
}
