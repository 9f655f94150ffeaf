/**
 * The stage: shows a scenario to an audience. Its roles stand side by side in columns of one
 * terminal, or line by line where there is none; what they enter is typed as a person would, and
 * the audience goes on, back and faster by keys. Time is a {@link ipcsh.stage.Clock}: a person's,
 * or one that only counts, so that a recording is the same byte for byte each time. Knows nothing
 * of how a scenario runs: it is told, as {@link ipcsh.scenario.ScenarioView}.
 */
package ipcsh.stage;
