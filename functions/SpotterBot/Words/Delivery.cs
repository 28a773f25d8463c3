using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <summary>How a sentence is spoken, whatever the language.</summary>
public static class Delivery
{
    /// <summary>Slow enough to write down, or to be calm.</summary>
    public static bool IsSlow(LineKey key) => key is LineKey.CodeIs or LineKey.CodeAgain or LineKey.NumberHeard or LineKey.Reassure1 or LineKey.Reassure2 or LineKey.Reassure3;

    /// <summary>As loud as the line bears.</summary>
    public static bool IsLoud(LineKey key) => key is LineKey.CheckInLouder;
}
