using System.Text;

namespace Fuzz.Inputs;

public static class Escaped
{
    /// <summary>As a C# literal in ASCII, so that a finding can be pasted into a test.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? literal.Append('\\').Append(c) : c is >= ' ' and < '\x7f' ? literal.Append(c) : literal.Append("\\u").Append(((int)c).ToString("x4"));
        }

        return literal.Append('"').ToString();
    }
}
