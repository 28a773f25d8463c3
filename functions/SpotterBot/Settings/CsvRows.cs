using System.Text;

namespace SpotterBot.Settings;

/// <param name="Line">On which it begins, counted from 1.</param>
public sealed record CsvRow(int Line, string[] Fields);

/// <summary>Comma-separated values as RFC 4180 has them; lines may end either way, and a mark of byte order is passed over.</summary>
public static class CsvRows
{
    /// <param name="fault">Told the line, the reason and the remedy of a row that cannot be read; it is left out, and the next line begins another.</param>
    public static IEnumerable<CsvRow> Read(string text, Action<int, string, string> fault)
    {
        var lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].Length == 0)
            {
                continue;
            }

            if (lines[at].Contains('\r', StringComparison.Ordinal) || lines[at].Contains('\0', StringComparison.Ordinal))
            {
                fault(at + 1, "has a character that no text has", "Save the file as plain text, UTF-8");
            }
            else if (Fields(lines[at]) is { } fields)
            {
                yield return new CsvRow(at + 1, fields);
            }
            else
            {
                fault(at + 1, "has a quotation mark that is not closed, or stands inside a field", "Put the whole field between quotation marks, and double those inside it");
            }
        }
    }

    /// <summary>The field as it is written in a file.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny("\",\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";

    /// <summary>Null where quotation marks do not fit. A field goes over no line's end: an open mark spoils its own line, and no other.</summary>
    private static string[]? Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var at = 0;
        while (true)
        {
            field.Clear();
            if (at < line.Length && line[at] == '"')
            {
                for (at++; ; at++)
                {
                    if (at >= line.Length)
                    {
                        return null;
                    }

                    if (line[at] == '"' && at + 1 < line.Length && line[at + 1] == '"')
                    {
                        at++;
                    }
                    else if (line[at] == '"')
                    {
                        at++;
                        break;
                    }

                    field.Append(line[at]);
                }

                if (at < line.Length && line[at] != ',')
                {
                    return null;
                }
            }
            else
            {
                for (; at < line.Length && line[at] != ','; at++)
                {
                    if (line[at] == '"')
                    {
                        return null;
                    }

                    field.Append(line[at]);
                }
            }

            fields.Add(field.ToString());
            if (at >= line.Length)
            {
                return [.. fields];
            }

            at++;
        }
    }
}
