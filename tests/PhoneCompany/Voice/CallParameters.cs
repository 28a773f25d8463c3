using System.Globalization;

namespace PhoneCompany.Voice;

/// <summary>The parameters that every voice request carries. Source: twilio.com/docs/voice/twiml#request-parameters.</summary>
internal static class CallParameters
{
    public static List<KeyValuePair<string, string>> For(Call call, string? status = null)
    {
        var form = new List<KeyValuePair<string, string>>();
        Add(form, "CallSid", call.Sid);
        Add(form, "AccountSid", call.Network.Options.AccountSid);
        Add(form, "From", call.From);
        Add(form, "To", call.To);
        Add(form, "Caller", call.From);
        Add(form, "Called", call.To);
        Add(form, "CallStatus", status ?? call.Status);
        Add(form, "ApiVersion", "2010-04-01");
        Add(form, "Direction", call.Direction);
        AddPlace(form, "From", "Caller", call.From);
        AddPlace(form, "To", "Called", call.To);
        if (call.ParentCallSid is { } parent)
        {
            Add(form, "ParentCallSid", parent);
        }

        if (call.Plan.ForwardedFrom is { } forwarded)
        {
            Add(form, "ForwardedFrom", forwarded);
        }

        if (call.Plan.CallerName is { } name)
        {
            Add(form, "CallerName", name);
        }

        if (call.Direction == Directions.Inbound)
        {
            Add(form, "CallToken", "{\"parentCallInfoToken\":\"" + call.Sid + "\"}");
            Add(form, "StirVerstat", call.From.StartsWith('+') ? "TN-Validation-Passed-B" : "No-TN-Validation");
        }

        return form;
    }

    public static void Add(this List<KeyValuePair<string, string>> form, string name, string value) => form.Add(new(name, value));

    public static void Add(this List<KeyValuePair<string, string>> form, string name, long value) =>
        form.Add(new(name, value.ToString(CultureInfo.InvariantCulture)));

    // The rate centre of the number, mostly unknown here: Twilio then sends the fields empty.
    private static void AddPlace(List<KeyValuePair<string, string>> form, string one, string other, string number)
    {
        if (!number.StartsWith("+1", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var prefix in new[] { one, other })
        {
            Add(form, prefix + "City", "");
            Add(form, prefix + "State", "");
            Add(form, prefix + "Zip", "");
            Add(form, prefix + "Country", "US");
        }
    }
}
