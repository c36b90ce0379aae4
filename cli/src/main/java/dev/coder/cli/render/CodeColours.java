package dev.coder.cli.render;

import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/// Colours one text of a programming language, line by line, from the first to the last. Used by one thread.
final class CodeColours {

    /// Of no language.
    static final CodeColours PLAIN = new CodeColours(Theme.none(), null, TokenTypes.NULL);

    /// Longer lines are data, not read by anybody, and may take their grammar long.
    private static final int LONGEST = 2000;

    private final Theme theme;
    /// Null for a diff, and where there is no colour.
    private final @Nullable TokenMaker grammar;
    private int state;

    private CodeColours(Theme theme, @Nullable TokenMaker grammar, int state) {
        this.theme = theme;
        this.grammar = grammar;
        this.state = state;
    }

    /// @param syntax one of [Languages]; empty: no language
    static CodeColours of(Theme theme, String syntax) {
        if (syntax.isEmpty() || !theme.coloured()) {
            return PLAIN;
        }
        return new CodeColours(theme, syntax.equals(Languages.DIFF) ? null : grammar(syntax), TokenTypes.NULL);
    }

    private static TokenMaker grammar(String syntax) {
        return TokenMakerFactory.getDefaultInstance().getTokenMaker(syntax);
    }

    /// One that goes on from here, for a look ahead.
    CodeColours copy() {
        return new CodeColours(theme, grammar, state);
    }

    /// @param code the next line, harmless already
    AttributedString line(String code) {
        if (grammar == null) {
            return theme.text(code, roleInDiff(code));
        }
        if (code.length() > LONGEST) {
            return new AttributedString(code);
        }
        var before = state;
        state = grammar.getLastTokenTypeOnLine(segment(code), before);
        return coloured(code, grammar.getTokenList(segment(code), before, 0));
    }

    private static Segment segment(String code) {
        return new Segment(code.toCharArray(), 0, code.length());
    }

    private AttributedString coloured(String code, Token first) {
        var line = new AttributedStringBuilder(code.length());
        for (Token token = first; token != null && token.isPaintable(); token = token.getNextToken()) {
            line.styled(theme.style(role(token.getType())), token.getLexeme());
        }
        return line.toString().equals(code) ? line.toAttributedString() : new AttributedString(code);
    }

    private static Role roleInDiff(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> Role.GOOD;
            case '-' -> Role.BAD;
            case '@' -> Role.DIM;
            default -> Role.PLAIN;
        };
    }

    private static Role role(int type) {
        return switch (type) {
            case TokenTypes.COMMENT_EOL,
                    TokenTypes.COMMENT_MULTILINE,
                    TokenTypes.COMMENT_DOCUMENTATION,
                    TokenTypes.COMMENT_MARKUP,
                    TokenTypes.COMMENT_KEYWORD,
                    TokenTypes.MARKUP_COMMENT -> Role.COMMENT;
            case TokenTypes.RESERVED_WORD,
                    TokenTypes.RESERVED_WORD_2,
                    TokenTypes.PREPROCESSOR,
                    TokenTypes.MARKUP_PROCESSING_INSTRUCTION,
                    TokenTypes.MARKUP_DTD -> Role.KEYWORD;
            case TokenTypes.FUNCTION, TokenTypes.MARKUP_TAG_ATTRIBUTE -> Role.FUNCTION;
            case TokenTypes.LITERAL_BOOLEAN,
                    TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
                    TokenTypes.LITERAL_NUMBER_FLOAT,
                    TokenTypes.LITERAL_NUMBER_HEXADECIMAL -> Role.NUMBER;
            case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
                    TokenTypes.LITERAL_CHAR,
                    TokenTypes.LITERAL_BACKQUOTE,
                    TokenTypes.REGEX,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE -> Role.STRING;
            case TokenTypes.DATA_TYPE, TokenTypes.ANNOTATION, TokenTypes.MARKUP_TAG_NAME -> Role.TYPE;
            case TokenTypes.VARIABLE, TokenTypes.MARKUP_ENTITY_REFERENCE -> Role.VARIABLE;
            default -> Role.PLAIN;
        };
    }
}
