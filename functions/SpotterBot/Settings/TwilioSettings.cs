using System.Collections.Immutable;
using SpotterBot.Telephony;

namespace SpotterBot.Settings;

/// <summary>Reads and checks the account at the phone company and the service's own numbers.</summary>
internal static class TwilioSettings
{
    public static TwilioOptions Read(SettingsReader reader)
    {
        const string console = "Copy it from the first page of the Twilio console";
        reader.Demand("Twilio:AccountSid", console);
        reader.Demand("Twilio:AuthToken", console);
        if (!reader.Items("Twilio:Numbers").Any())
        {
            reader.Faults.Add("Twilio:Numbers:0", "is missing", "Write the number that people call and text, in E.164");
        }

        Pair(reader, "Twilio:ApiKeySid", "Twilio:ApiKeySecret");
        Pair(reader, "Twilio:ApiKeySecret", "Twilio:ApiKeySid");
        var numbers = OwnNumbers(reader);
        return new TwilioOptions
        {
            AccountSid = reader.Sid("Twilio:AccountSid", "AC") ?? "",
            AuthToken = reader.Credential("Twilio:AuthToken") ?? "",
            SecondaryAuthToken = reader.Credential("Twilio:SecondaryAuthToken"),
            ApiKeySid = reader.Sid("Twilio:ApiKeySid", "SK"),
            ApiKeySecret = reader.Credential("Twilio:ApiKeySecret"),
            MessagingServiceSid = reader.Sid("Twilio:MessagingServiceSid", "MG"),
            ApiBaseUrl = Addresses.PhoneCompany(reader) ?? "",
            Numbers = numbers,
            EmsCallbackNumber = reader.Phone("Twilio:EmsCallbackNumber") ?? numbers.FirstOrDefault() ?? "",
            CallsPerSecond = reader.Count("Twilio:CallsPerSecond", otherwise: 1, most: 1000),
            TextsPerSecond = reader.Count("Twilio:TextsPerSecond", otherwise: 1, most: 1000),
        };
    }

    private static void Pair(SettingsReader reader, string given, string partner)
    {
        if (reader.IsSet(given) && !reader.IsSet(partner))
        {
            reader.Faults.Add(partner, $"is missing beside {FaultList.Written(given)}", "Set both, or neither");
        }
    }

    private static ImmutableArray<string> OwnNumbers(SettingsReader reader)
    {
        var numbers = new DistinctNumbers(reader);
        foreach (var key in reader.Items("Twilio:Numbers"))
        {
            numbers.Add(key);
        }

        return numbers.All;
    }
}
