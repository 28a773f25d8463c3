using System.Security.Cryptography;

namespace SpotterBot.Telephony;

/// <summary>Where the pipelines take their randomness from, so that a seed can replay it.</summary>
/// <param name="Next">A number from 0 up to, not including, 1; called from any thread.</param>
public sealed record Jitter(Func<double> Next)
{
    /// <summary>The system's randomness.</summary>
    public static Jitter FromSystem { get; } = new(static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue);
}
