/** Results as tables and text, for any width; based on models only, without system calls. */
package ipcsh.view;
