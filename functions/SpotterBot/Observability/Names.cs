namespace SpotterBot.Observability;

/// <summary>The names under which the program's figures are known outside: dashboards and alerts are built on them.</summary>
public static class Names
{
    public const string Meter = "SpotterBot";
    public const string ActivitySource = "SpotterBot";
    public const string CheckInsDue = "spotterbot.checkins.due";
    public const string CheckInsMissed = "spotterbot.checkins.missed";
    public const string WakeUpLateness = "spotterbot.wakeups.lateness";
    public const string Rungs = "spotterbot.rungs";
    public const string DueToPerson = "spotterbot.due_to_person";
    public const string DueToEms = "spotterbot.due_to_ems";
    public const string Incidents = "spotterbot.incidents";
    public const string Sends = "spotterbot.sends";
    public const string IntentsOverdue = "spotterbot.intents.overdue";
    public const string WebhooksFailed = "spotterbot.webhooks.failed";
    public const string Sweeps = "spotterbot.sweeps";
}
