using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <summary>How a sentence is spoken, whatever the language.</summary>
public static class Delivery
{
    /// <summary>Slow enough to write down.</summary>
    public static bool IsSlow(LineKey key) => key is LineKey.CodeIs or LineKey.CodeAgain or LineKey.NumberHeard;

    /// <summary>As loud as the line bears.</summary>
    public static bool IsLoud(LineKey key) => key is LineKey.CheckInLouder;
}
