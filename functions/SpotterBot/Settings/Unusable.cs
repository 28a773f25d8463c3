namespace SpotterBot.Settings;

/// <summary>Values that stand in for a value: what a template left behind, what a shell or a vault did not resolve.</summary>
internal static class Unusable
{
    private static readonly string[] Templates = ["changeme", "replaceme", "placeholder", "todo", "tbd", "fixme", "null", "undefined"];

    /// <summary>Why the value cannot be meant, with the remedy, or null.</summary>
    public static (string Reason, string Remedy)? Why(string value)
    {
        if (value.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase))
        {
            return ("is a Key Vault reference that was not resolved", "Give the app's identity leave to read that secret, and check the secret's name");
        }

        if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            return ("stands in quotation marks, which became part of it", "Write it without quotation marks");
        }

        return IsTemplate(value) ? ("is still a placeholder", "Put the real value in its place") : null;
    }

    private static bool IsTemplate(string value)
    {
        var letters = new string([.. value.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
        return value.All(c => c is '.' or '…' or '?' or '-' or '_')
            || (value[0] is '<' or '[' or '{' && value[^1] is '>' or ']' or '}')
            || value.StartsWith("${", StringComparison.Ordinal)
            || (letters.StartsWith("your", StringComparison.Ordinal) && value.AsSpan().IndexOfAny("_- ") == 4)
            || Array.Exists(Templates, t => letters == t)
            || value.TrimStart('A', 'C', 'S', 'K', 'M', 'G', '+').ToLowerInvariant() is { Length: >= 3 } rest && rest.All(c => c == 'x');
    }
}
