package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.runtime.metaclass.CustomMetaClassCreationHandle;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
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
}
