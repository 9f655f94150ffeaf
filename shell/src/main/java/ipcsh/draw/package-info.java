/**
 * The picture of what processes have open: their tables of descriptors, the open file descriptions
 * and the kernel objects, joined by arrows. From the model of {@link ipcsh.inspect} a layout is
 * made, and from the layout a text of cells, an SVG, and the same as Mermaid and dot. Pure
 * functions: nothing is asked from the kernel here, nothing printed or written.
 */
package ipcsh.draw;
