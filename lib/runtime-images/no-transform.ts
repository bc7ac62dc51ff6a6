// Not undefined: that is what a file gives whose author forgot the export, which is refused.
/** Entry of a pipeline without a transform. */
export default null;
