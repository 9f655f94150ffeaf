package ipcsh.language;

import groovy.lang.Binding;
import groovy.lang.MetaClass;
import groovy.runtime.metaclass.CustomMetaClassCreationHandle;
import java.util.Map;

/** A binding that does without its meta class until somebody asks for it. */
class LateBinding extends Binding implements CustomMetaClassCreationHandle.Late {
  LateBinding() {
    // null: variables are made when the first is set
    super(CustomMetaClassCreationHandle.<Map<?, ?>>constructing(null));
    CustomMetaClassCreationHandle.constructed(this);
  }

  @Override
  public MetaClass getMetaClass() {
    return CustomMetaClassCreationHandle.metaClass(this, super.getMetaClass());
  }
}
