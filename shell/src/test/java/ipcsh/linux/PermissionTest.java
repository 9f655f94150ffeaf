package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.Test;

@OnShell
class PermissionTest {
  @Test
  void socketWithoutWritePermissionRefusesOthers(Shell shell) {
    Tools.needs(shell.run("getuid()").equals(0), "only root can become somebody else");
    Tools.need("python3");
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        d = socket AF_UNIX, SOCK_DGRAM
        bind d, "$dir/d"
        for (name in ['l', 'd']) assert ['chmod', '0500', "$dir/$name"].execute().waitFor() == 0
        ['chmod', '0755', dir].execute().waitFor()
        // root itself may always: somebody else tries
        code = '''
        import errno, os, socket, sys
        os.setgid(65534); os.setuid(65534)
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        d = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        for call in (lambda: s.connect(sys.argv[1] + "/l"), lambda: d.sendto(b"x", sys.argv[1] + "/d"), lambda: s.bind(sys.argv[1] + "/new")):
            try:
                call(); print("went well")
            except OSError as e:
                print(errno.errorcode[e.errno])
        '''
        p = ['python3', '-c', code, dir].execute()
        out = p.text
        p.waitFor()
        assert out.readLines() == ['EACCES', 'EACCES', 'EACCES']
        """);
  }
}
