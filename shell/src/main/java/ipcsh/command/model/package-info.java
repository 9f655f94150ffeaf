/**
 * The model of a command: the annotations, the model made from them and from the Java signature,
 * conversion of arguments, linking of calls, the registry. Help, completion, tips, the reference
 * page and the tests of the examples read commands through {@link
 * ipcsh.command.model.CommandModel}.
 */
package ipcsh.command.model;
