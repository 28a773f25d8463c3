using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using PhoneSimulator;

namespace DeskTests.Page;

/// <summary>The picture of the desk in the README, and what of the page it was taken from.</summary>
public static class ReadmePicture
{
    /// <summary>Where to put it, when it is to be taken.</summary>
    public static string? Wanted => Environment.GetEnvironmentVariable("DESK_PICTURE") is { Length: > 0 } path ? path : null;

    /// <summary>Takes it, where it is wanted.</summary>
    public static async Task TakeAsync(Walk walk)
    {
        if (Wanted is not { } path)
        {
            return;
        }

        await walk.Page.SetViewportSizeAsync(1600, 1000);
        await walk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await walk.Page.EvaluateAsync("() => { document.activeElement?.blur(); scrollTo(0, 0); }");
        await walk.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, Animations = ScreenshotAnimations.Disabled });
        await File.WriteAllTextAsync(HashOf(path), PageHash() + "\n", TestContext.Current.CancellationToken);
    }

    public static string HashOf(string picture) => picture + ".page-sha256";

    /// <summary>Over the names and texts of the page's files, in the order of their names; line ends count as one character everywhere.</summary>
    public static string PageHash()
    {
        var assembly = typeof(Desk).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Page/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{TextOf(assembly, name)}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string TextOf(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
