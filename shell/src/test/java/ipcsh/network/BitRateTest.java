package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates are written as for tc(8). */
class BitRateTest {
  @ParameterizedTest
  @CsvSource({
    "1mbit, 1000000, 1mbit",
    "1.5Mbit, 1500000, 1.5mbit",
    "56kbit, 56000, 56kbit",
    "9600bit, 9600, 9.6kbit",
    "125kbps, 1000000, 1mbit",
    "2gbit, 2000000000, 2gbit",
    "300bit, 300, 300bit",
  })
  void isReadAndWritten(String text, long bits, String again) {
    assertThat(BitRate.of(text)).isEqualTo(bits);
    assertThat(BitRate.text(bits)).isEqualTo(again);
  }

  @Test
  void numberIsInBits() {
    assertThat(BitRate.of(9600)).isEqualTo(9600);
    assertThat(BitRate.of(0)).isZero();
    assertThatThrownBy(() -> BitRate.of(-1)).hasMessageContaining("0 for no limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "", "0bit", "-1mbit", "1mb", "mbit"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> BitRate.of(text)).hasMessageContaining("'1mbit'");
  }
}
