using SpotterBot.Decisions.Texts;
using SpotterBot.Outreach;

namespace SpotterBot.Door;

/// <summary>
/// When thousands knock at once: webhooks of sessions that are open, keys, and texts that say something have the store to themselves; whoever is new, or
/// says nothing we know, shares a part of it and waits.
/// </summary>
public sealed class Crowd(TimeProvider time)
{
    public const int UrgentMost = 256;
    public const int UrgentWaitingMost = 2048;
    public const int NewMost = 32;
    public const int NewWaitingMost = 512;

    /// <summary>Calls that only begin, and texts nobody understands.</summary>
    public Turnstile New { get; } = new(NewMost, NewWaitingMost, time);

    /// <summary>Everything that somebody's clock or life may hang on.</summary>
    public Turnstile Urgent { get; } = new(UrgentMost, UrgentWaitingMost, time);

    public Turnstile For(string[] path, WebhookForm form) => IsUrgent(path, form) ? Urgent : New;

    /// <summary>Told without the store: by what the URL names, and by what was keyed or texted.</summary>
    private static bool IsUrgent(string[] path, WebhookForm form) => Urls.SessionIn(path) is not null || path switch
    {
        ["api", "texts"] => form["OptOutType"] is not null || TextCommand.Parse(form["Body"]).Verb is not (TextVerb.Unknown or TextVerb.How),
        ["api", "voice", "lobby", ..] => form["Digits"] is not null,
        ["api", "voice", .., "again", _, _] => true,
        ["api", "voice", ..] => form["Digits"] is not null,
        _ => true,
    };
}
