/**
 * Presents a scenario to an audience. Its roles are side by side in columns of one terminal, or
 * line by line if there is none; their entries are typed at human speed, and the audience controls
 * the playback with keys. Time is a {@link ipcsh.stage.Clock}: real, or only counted, so that each
 * recording is identical byte for byte. Independent of how a scenario is run: it receives events as
 * a {@link ipcsh.scenario.ScenarioView}.
 */
package ipcsh.stage;
