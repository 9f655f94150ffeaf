/**
 * Questions about a scenario before its results are shown: what will recv give, which errno, will
 * it block? They are made from the scenario and its expected transcript, not written separately.
 */
package ipcsh.scenario.predict;
