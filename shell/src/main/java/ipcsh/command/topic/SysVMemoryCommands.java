package ipcsh.command.topic;

import static ipcsh.sys.abi.MemoryConstants.PROT_EXEC;
import static ipcsh.sys.abi.MemoryConstants.PROT_READ;
import static ipcsh.sys.abi.MemoryConstants.PROT_WRITE;
import static ipcsh.sys.abi.SysVConstants.SHM_EXEC;
import static ipcsh.sys.abi.SysVConstants.SHM_RDONLY;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Region;
import ipcsh.handle.SysVSegment;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.function.SharedSegments;
import java.util.Map;

/** System V shared memory. */
public final class SysVMemoryCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "System V shared memory";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private SharedSegments functions() {
    return context.sys().sharedSegments();
  }

  @Command(
      summary = "get or create a segment of System V shared memory",
      man = "shmget(2)",
      details =
          """
          The segment is its ID, a number that all processes of the machine share. It stays until
          IPC_RMID and the last detach; leftovers lists those that this session has created.""",
      examples =
          """
          m = shmget()               //=> System V segment ...  IPC_PRIVATE  4096 bytes
          r = shmat m                //=> region of 4096 bytes  rw-  shared  System V segment ...
          r.putInt 0, 42
          shmdt r                    //=> 0
          shmctl m, IPC_RMID         //=> 0
          """)
  public SysVSegment shmget(
      @Default("IPC_PRIVATE") @Unsigned int key,
      @Default("4096") long size,
      @Default("IPC_CREAT|0600") @Flags({"IPC_CREAT", "IPC_EXCL", "SHM_HUGETLB", "SHM_NORESERVE"})
          int flags) {
    int id =
        context
            .sysV()
            .get(SysVKind.SEGMENT, key, flags, asked -> functions().get(key, size, asked));
    return context.sysV().segment(id);
  }

  @Command(
      summary = "attach a segment of System V shared memory",
      man = "shmat(2)",
      details =
          """
          The kernel chooses the address. The region is used as one of mmap: getInt, putInt, peek,
          poke, hexdump; a forked child has it too.""",
      examples =
          """
          m = shmget IPC_PRIVATE, 100
          r = shmat m
          poke r, 0, 'hello'
          shmat(m, SHM_RDONLY).getByte(0)    //=> 104
          shmctl(m, IPC_STAT).shm_nattch     //=> 2
          shmctl m, IPC_RMID
          peek r, 0, 5                       //=> 5 bytes "hello"
          """)
  public Region shmat(
      SysVSegment m,
      @Default("0") @Flags({"SHM_RDONLY", "SHM_RND", "SHM_REMAP", "SHM_EXEC"}) int flags) {
    long address = functions().attach(m.getId(), flags);
    long size =
        ((Number) context.kernel().quiet().sharedSegments().stat(m.getId()).get("shm_segsz"))
            .longValue();
    int prot =
        PROT_READ
            | ((flags & SHM_RDONLY) == 0 ? PROT_WRITE : 0)
            | ((flags & SHM_EXEC) == 0 ? 0 : PROT_EXEC);
    return context.regions().attached(address, size, prot, m.getId());
  }

  @Command(
      summary = "detach a segment of System V shared memory",
      man = "shmdt(2)",
      examples =
          """
          m = shmget()
          r = shmat m
          shmctl m, IPC_RMID
          shmdt r                            //=> 0
          fails(EINVAL) { shmat m }
          """)
  public int shmdt(Region region) {
    if (region.getSegment() == null) {
      throw new IllegalArgumentException(
          "expected a region from shmat, given one of mmap (use munmap)");
    }
    context.regions().unmap(region, () -> functions().detach(region.getAddress()));
    return 0;
  }

  @Command(
      summary = "examine, change or remove a segment of System V shared memory",
      man = "shmctl(2)",
      details =
          """
          IPC_STAT gives a map with the names of struct shmid_ds. IPC_SET changes what its map
          names: uid, gid, mode. IPC_RMID removes the segment: at once if no process has attached
          it; otherwise it loses its key, is marked "dest" (SHM_DEST in the mode), can still be
          attached by its ID, and is removed by the last detach.""",
      examples =
          """
          m = shmget()
          shmctl(m, IPC_STAT).shm_segsz              //=> 4096
          shmctl m, IPC_SET, [mode: 0640]
          shmctl(m, IPC_STAT).shm_perm.mode == 0640  //=> true
          shmctl m, IPC_RMID                         //=> 0
          """)
  public Object shmctl(
      SysVSegment m,
      @Flags({"IPC_STAT", "IPC_SET", "IPC_RMID", "SHM_LOCK", "SHM_UNLOCK"}) int command,
      @Default("") Map<?, ?> values) {
    int id = m.getId();
    return switch (command) {
      case SysVConstants.IPC_STAT -> functions().stat(id);
      case SysVConstants.IPC_SET -> {
        SysVValues set = SysVValues.of(context.kernel().quiet(), SysVKind.SEGMENT, id, values);
        set.checkAll();
        yield functions().set(id, set.perm("uid"), set.perm("gid"), set.perm("mode"));
      }
      default -> functions().control(id, command, 0);
    };
  }
}
