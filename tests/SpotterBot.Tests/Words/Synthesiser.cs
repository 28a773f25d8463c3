using System.Diagnostics;
using System.Globalization;

namespace SpotterBot.Tests.Words;

/// <summary>How long a sentence takes to say, by espeak-ng's US English or French voice at its own pace of 175 words a minute, its pauses included.</summary>
internal static class Synthesiser
{
    private const string Program = "espeak-ng";

    public static bool IsThere { get; } = Environment.GetEnvironmentVariable("PATH")?.Split(':').Any(folder => File.Exists(Path.Combine(folder, Program))) == true;

    /// <summary>Seconds, to a tenth.</summary>
    /// <param name="voice">As the synthesiser names it.</param>
    public static double Seconds(string words, string voice = "en-us")
    {
        using var speaking = Process.Start(new ProcessStartInfo(Program, ["-v", voice, "-s", "175", "--stdout", words]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var wave = new MemoryStream();
        speaking.StandardOutput.BaseStream.CopyTo(wave);
        speaking.WaitForExit();
        Assert.Equal(0, speaking.ExitCode);

        // What it writes to a pipe has no length in its header: everything behind the 44 bytes is sound.
        var bytesPerSecond = BitConverter.ToInt32(wave.GetBuffer(), 28);
        return Math.Round((wave.Length - 44) / (double)bytesPerSecond, 1);
    }

    public static string Written(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
