using System.Runtime.CompilerServices;

namespace GoingLive;

/// <summary>The files that stand beside the code.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    public static string Read(params string[] path) => File.ReadAllText(At(path));

    private static string Here([CallerFilePath] string here = "") => here;
}

/// <summary>What Twilio says in our place, as an operator puts it there.</summary>
internal static class Away
{
    public const string Placeholder = "FALLBACK_PHONE";

    public static string Text => Repository.Read("infra", "away", "text.xml");

    public static string Call(string staffed) => Repository.Read("infra", "away", "call.xml").Replace(Placeholder, staffed, StringComparison.Ordinal);
}
