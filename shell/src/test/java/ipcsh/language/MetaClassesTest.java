package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassImpl;
import groovy.runtime.metaclass.CustomMetaClassCreationHandle;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.codehaus.groovy.reflection.ClassInfo;
import org.junit.jupiter.api.Test;

/** What is created late, meta classes that change a class, is there when it is used. */
@OnShell
class MetaClassesTest {
  @Test
  void classCanBeChanged(Shell shell) throws Exception {
    CustomMetaClassCreationHandle.finish();
    Session session = Session.beside(shell.context());
    assertThat(session.run(Source.of("x", "class C { }; C.metaClass.two = { 2 }; new C().two()")))
        .isEqualTo(2);
    assertThat(
            session.run(
                Source.of(
                    "x",
                    """
                    class D { }
                    D.metaClass {
                      three { 3 }
                      'static' { four { 4 } }
                      getFive { -> 5 }
                    }
                    def names = D.metaClass.methods*.name
                    [new D().three(), D.four(), new D().five, D.metaClass.expandoMethods*.name.contains('three'),
                     names.contains('toString'), D.metaClass.class.simpleName]
                    """)))
        .hasToString("[3, 4, 5, true, true, ExpandoMetaClass]");
  }

  @Test
  void textsAndNamesHaveNoneUntilItIsUsed() {
    Text text = new Text();
    assertThat(ClassInfo.getClassInfo(Text.class).getWeakMetaClass()).isNull();
    assertThat(ClassInfo.getClassInfo(LateBinding.class).getWeakMetaClass()).isNull();

    MetaClass its = text.getMetaClass();
    assertThat(its.getClass()).isEqualTo(MetaClassImpl.class);
    assertThat(its).isSameAs(text.getMetaClass()).isSameAs(new Text().getMetaClass());
    assertThat(its).isSameAs(GroovySystem.getMetaClassRegistry().getMetaClass(Text.class));
    assertThat(its.respondsTo(text, "sprintf")).isNotEmpty();
    assertThat(text.getBinding().getMetaClass().getClass()).isEqualTo(MetaClassImpl.class);
  }

  @Test
  void textCanBeChanged(Shell shell) throws Exception {
    CustomMetaClassCreationHandle.finish();
    Session session = Session.beside(shell.context());
    assertThat(
            session.run(
                Source.of(
                    "x",
                    """
                    int twice(int n) { 2 * n }
                    before = twice(1)
                    this.metaClass.three = { -> 3 }
                    [before, three(), twice(2), this.metaClass.respondsTo(this, 'twice').size(),
                     getClass().metaClass.methods*.name.contains('twice'), binding.metaClass.theClass.simpleName,
                     binding.properties.containsKey('variables')]
                    """)))
        .hasToString("[2, 3, 4, 1, true, ShellBinding, true]");
  }

  /** What a text is compiled to. */
  static final class Text extends ShellScript {
    @Override
    public Object run() {
      return null;
    }
  }
}
