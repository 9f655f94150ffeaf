/**
 * Results as tables and text, for any width; stands on models alone and looks at nothing itself.
 */
package ipcsh.view;
