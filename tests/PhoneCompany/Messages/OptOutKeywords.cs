namespace PhoneCompany.Messages;

internal enum Keyword
{
    None,
    Stop,
    Start,
    Help,
}

/// <summary>The words the company answers itself. The whole body must be the word. Source: twilio.com/docs/messaging, "Default handling".</summary>
internal static class OptOutKeywords
{
    public const string StopReply =
        "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.";

    public const string StartReply =
        "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. "
        + "Msg&Data Rates May Apply.";

    public const string HelpReply = "Reply STOP to unsubscribe. Msg&Data Rates May Apply.";

    public const string TollFreeStopReply =
        "NETWORK MSG: You replied with the word \"stop\" which blocks all texts sent from this number. "
        + "Text back \"unstop\" to receive messages again.";

    public const string TollFreeStartReply = "NETWORK MSG: You have replied \"unstop\" and will begin receiving messages again from this number.";

    private static readonly string[] Stops = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
    private static readonly string[] Starts = ["START", "YES", "UNSTOP"];
    private static readonly string[] Helps = ["HELP", "INFO"];

    public static Keyword Of(string body, bool tollFree, MessagingServiceOptions? service)
    {
        var word = body.Trim().ToUpperInvariant();
        if (tollFree)
        {
            return word switch
            {
                "STOP" => Keyword.Stop,
                "START" or "UNSTOP" => Keyword.Start,
                _ => Keyword.None,
            };
        }

        var advanced = service is { AdvancedOptOut: true } ? service : null;
        return Matches(Stops, advanced?.ExtraStopWords) ? Keyword.Stop
            : Matches(Starts, null) ? Keyword.Start
            : Matches(Helps, advanced?.ExtraHelpWords) ? Keyword.Help
            : Keyword.None;

        bool Matches(string[] standard, IReadOnlyList<string>? extra) =>
            standard.Contains(word) || extra?.Contains(word, StringComparer.OrdinalIgnoreCase) == true;
    }
}
