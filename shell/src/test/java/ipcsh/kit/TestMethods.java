package ipcsh.kit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the test methods of classes in a Java virtual machine of its own, for a test that needs it
 * to have other properties: the words are a directory and the classes. Prints each method that
 * passed; the first failure ends it.
 */
public final class TestMethods {
  private TestMethods() {}

  public static void main(String[] words) throws Throwable {
    for (int i = 1; i < words.length; i++) {
      Class<?> type = Class.forName(words[i]);
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          run(type, method, Path.of(words[0]));
          System.out.println("passed " + type.getSimpleName() + "." + method.getName());
        }
      }
    }
  }

  private static void run(Class<?> type, Method method, Path directory) throws Throwable {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(TempDir.class)) {
        field.setAccessible(true);
        field.set(instance, Files.createTempDirectory(directory, "test"));
      }
    }
    method.setAccessible(true);
    try {
      method.invoke(instance);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
