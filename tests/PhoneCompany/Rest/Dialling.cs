namespace PhoneCompany.Rest;

/// <summary>Whether a number may be called, and from which; with the magic numbers of Twilio's test credentials.</summary>
internal static class Dialling
{
    public static void Check(PhoneNetwork network, string? from, string? to)
    {
        if (string.IsNullOrEmpty(to))
        {
            throw RestErrorException.Bad(21201, "No 'To' number is specified");
        }

        if (string.IsNullOrEmpty(from))
        {
            throw RestErrorException.Bad(21213, "'From' phone number is required");
        }

        if (network.Exchange.IsForbidden(to, "REST"))
        {
            throw RestErrorException.Bad(21216, $"Account not allowed to call {to}");
        }

        if (!Form.IsE164(to))
        {
            throw RestErrorException.Bad(21211, $"Invalid 'To' Phone Number: {to}");
        }

        var refusal = to switch
        {
            "+15005550001" => 21217,
            "+15005550002" => 21214,
            "+15005550003" => 21215,
            "+15005550004" => 21216,
            _ => 0,
        };
        if (refusal != 0)
        {
            throw RestErrorException.Bad(refusal, $"Phone number {to} cannot be called");
        }

        if (from == "+15005550001" || !Form.IsE164(from))
        {
            throw RestErrorException.Bad(21212, $"Invalid 'From' Phone Number: {from}");
        }

        if (from != "+15005550006" && network.Owned(from) is null && !network.Options.VerifiedCallerIds.Contains(from))
        {
            network.Violate($"A call was placed from {from}, which is neither owned nor verified.");
            throw RestErrorException.Bad(21210, $"The source phone number provided, {from}, is not yet verified for your account");
        }
    }
}
