package ipcsh.stage;

import java.util.ArrayList;
import java.util.List;

/** The contents of the screen at one time, without a layout. */
final class Scene {
  final List<Column> columns = new ArrayList<>();
  String title = "";
  String chapter = "";

  /** The number of the chapter, from 1; 0 before the first one. */
  int number;

  /** The number of chapters, or 0 if unknown. */
  int chapters;

  String narration = "";

  /** The role at whose prompt something was last typed, or null. */
  RolePosition current;
}
