package dev.coder.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetDetectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTF-8        | grün 你好",
                "ISO-8859-1   | grün",
                "ISO-8859-1   | // Größe der Fläche, übrig: int x = 1;",
                "ISO-8859-1   | Il a été décidé où ça",
                "ISO-8859-1   | ¿Qué pasó, señor? ¡Año!",
                "ISO-8859-1   | ÀÉÎÕÜ àéîõü",
                "ISO-8859-1   | 25 °C ± 1 µm",
                "windows-1252 | “smart” quotes – dash, 5 €",
                "windows-1252 | Preis: 5 € für „Größe“ – ok",
                "windows-1252 | Öffnen, Übung, Ärger: äöüß müßte größer für Öl über Straße",
                "windows-1252 | L’été à Noël – « où ça ? » – œuvre…",
                "windows-1252 | Fläche 12 m², 5 µm, 3 cm³, ½ Stück",
                "windows-1252 | Smørrebrød på Gården – blåbær",
                "windows-1252 | Não é possível – ação, coração",
                "windows-1250 | Zażółć gęślą jaźń",
                "windows-1250 | // był, się: błąd odczytu pliku",
                "windows-1250 | Příliš žluťoučký kůň úpěl ďábelské ódy",
                "windows-1250 | // větší než nula",
                "windows-1250 | Árvíztűrő tükörfúrógép",
                "windows-1254 | // İşçi ağacı değiştir, güneş ışığı",
                "windows-1257 | Įlinkdama fechtuotojo špaga sublykčiojusi pragręžė apvalų arbūzą",
                "ISO-8859-2   | Zażółć gęślą jaźń",
                "IBM850       | rem Größe der Übung für Österreich",
                "windows-1253 | Καλημέρα κόσμε, αυτό είναι ένα τεστ",
                "windows-1253 | // σχόλιο: το μέγεθος του πίνακα int x = 1;",
                "windows-1251 | // комментарий: размер файла int x = 1;",
                "GBK          | 你好",
                "GBK          | // 这是一个测试 int x = 1;",
                "GBK          | 中文注释",
                "GBK          | 文件名：测试，请输入数字",
                "GB18030      | 𠀀 扩展 汉字 测试",
                "Big5         | 繁體中文測試文件",
                "Shift_JIS    | // 計算する int x=1;",
                "Shift_JIS    | これはテストです。日本語のコメント",
                "EUC-JP       | 日本語のコメント",
                "ISO-2022-JP  | 日本語",
                "EUC-KR       | 안녕하세요 세계",
                "windows-1251 | Привет мир, это проверка",
                "KOI8-R       | Привет мир, это проверка",
                "UTF-16LE     | hello, grün",
                "UTF-16BE     | hello, grün",
                "UTF-16LE     | // 这是一个测试 int x",
            })
    void decodesTextAsItWasMeant(String charset, String text) {
        assertThat(decoded(text.getBytes(Charset.forName(charset)))).isEqualTo(text);
    }

    @Test
    void takesNoHarmFromACharacterThatIsCut() {
        for (var text : new String[] {"xä".repeat(10), "中文注释", "日本語のコメント"}) {
            var whole = text.getBytes(UTF_8);
            for (var end = 1; end < whole.length; end++) {
                assertThat(CharsetDetection.of(Arrays.copyOf(whole, end), false))
                        .isEqualTo(UTF_8);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 100, 5000})
    void callsRandomBytesBinary(int length) {
        var random = new Random(5);
        for (var run = 0; run < 100; run++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            bytes[run % length] = 0;
            assertThat(CharsetDetection.of(bytes, true)).isNull();
        }
    }

    @Test
    void givesTheSameBytesBackForWhatItNames() {
        var random = new Random(6);
        for (var run = 0; run < 2000; run++) {
            var bytes = new byte[random.nextInt(1, 40)];
            random.nextBytes(bytes);
            var charset = CharsetDetection.of(bytes, true);
            if (charset != null) {
                assertThat(new String(bytes, charset).getBytes(charset)).isEqualTo(bytes);
            }
        }
    }

    private static @Nullable String decoded(byte[] bytes) {
        var charset = CharsetDetection.of(bytes, true);
        return charset == null ? null : new String(bytes, charset);
    }
}
