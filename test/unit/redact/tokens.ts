/** Tokens as their makers shape them, none of which was ever valid; in two parts, or scanners of this repository would take them for real. */
const parts: Readonly<Record<string, readonly [string, string]>> = {
  'a key of Anthropic': [
    'sk-ant-',
    'api03-ey7JgL0g01AMbh4yucv6mHhZowNMUk-GhtZCfC4zyH3KA5wlpkn4TKRp4H9Mho2KtJdhd9vmA4RAgcyIO9esTOUx04noSAA',
  ],
  'an OAuth token of Anthropic': [
    'sk-ant-',
    'oat01-ChMPikYhr0loyNBzI-RiC4TdhU_FhbJ41JmWC7aL7rvRAJlXTAv-D_Bw5DS-728XK1gmi8KibLkSsf_8PNafIP',
  ],
  'a key of OpenAI': [
    'sk-',
    'proj-ThlWPwH-f2EvEWKNKT-lOx4TSXodfKwtIq9uujQ3MGyRWaK9Vb-zgDU2tM-cA8Xb5DbMi-8yB2T3BlbkFJgSH0FD1aObqjEWwdNOTK6kHm7mTZ6kGmEOuUJF_9QcF-41VKXKr6vxVrspD8ViKZ5UzWAKrblE',
  ],
  'a newer key of OpenAI': ['sk-', 'svcacct-QNoKAU6iSLjgeSALSWLE0hUtgbMMNNUxz8p2Ylw71LkFQ9Wr5J2hBIW-MqQ6'],
  'a token of a job': ['ghs_', 'bfBvnX6rTOUz8Kg1IWZjhyaqFpu1ush6Gif5'],
  'a long token of a job': [
    'ghs_',
    'yVlPghhcAMs3VkmgrJhGEcpRDKZ0ChxdqS7cU69TeQeuGkOvWBYqxlQ2wpvoe0CCQ85typhvRP66tjHAlVIDuq4tjf1Xc8pVHuPNSafmW1ERg11HHInb9PSC',
  ],
  'a token of a job that holds a JWT': [
    'ghs_',
    '123456_eyJb5FCFBA40LVL9ZiF3M8VAKsJtRpGYMSU0ugTdiFSoYOMB2sknRqkH-XhCBU_.eyJ_gfFQSVMLJ0ne5-CYOWnJMQ_1bwp5Y0Fj_4Bk-iSKlLiaDEryzxdAd6994_4feRfSIC-LLm993gwGCYaoLMCH0e9tQLk9IEF7WBr0Tl12FtZzAaRJy79KcFBLBmJtHxeGqlrFxsba6TI-oxV_WNH7LlrlNNG1jYT7eCuntSqhReuvYyNS-6j05ecck2o2fE16HbILSEOEbtyzI96aazzLfH68uQN9K85aAAsf419FvZr8gUtck80L9qNL4lpdntEKvEVBRaawwhS4aQx13E0NpFgpWVVNvz9_P0HR9BncAp2.or-PVn9i04ttFs6dGHIB8-sn_QxKHcHOPK7ivozV8DqWOQi6ww_YfjlrenR_G-JzoWsIMxJaM58CJBiYHEBMcp',
  ],
  'a personal token of GitHub': ['ghp_', 'djKUHr1sy0Ig1nMAwbgZ5alTlSBkmK27QMzm'],
  'a fine-grained token of GitHub': [
    'github_pat_',
    '11KkgVjjYV1siRtUQV0Qxc_O4wFf77sruHQn7hOs08HCnBWuYYpKE3FK2Ostuqsxojbs6LHx5gzzSrFYdc',
  ],
  'a token of the coordinator': ['co_', 'rXdAVq3Y0qdLYeHG44bCV3xhBW4iqS94pn8YEa5H'],
  'an access key ID of AWS': ['AKIA', 'QYYJF4LZBVAFXJM7'],
  'a temporary one': ['ASIA', 'ZZAZHSJFGJYIFBHW'],
  'a JWT': [
    'ey',
    'JpXjjEUEuKT1ah-FezLc_u7uJdyf4UOYeL9KVQ4Y1.eyJ_aPOU69I5WcnrKXCOTuq-KWRsGXc22plwNJ1vT6Ro1WmIgJK2JmsWNHcgnHR-ZOsdKO0Rs3QBDEOL9IyLGQTzQkagfyta1_LdhuGGdjV6iIPBasHsRJItcWA__7DmczW4yMYQOp2Bl8khfW7O-YcU97km088FbdYzV2vAH4xsMwOjwSIBzbMh7dclVVfQfgyYvO2GCt_.3g15pivSRPWOIFV2Z9VGiPfFlSbYDpqkJJpHwyBYs6o',
  ],
  'a key of Google': ['AIza', 'xO548gI58n9yL2jo02CeVIF63IicClUqoVh'],
  'an access token of Google': [
    'ya29.',
    'Hs6qsgGPtWGnrxZVkJqCV1fEMA17Ky8GnUFcbRvPELjcA4FGOpsO8fWy2QTn3s_AT4yeM3frJ8wYWGTNs7e6Qm_BOPkbGa0SDP7sDdBcC-Hk14AxpRIYZS3d',
  ],
  Stripe: ['sk_live_', 'LmAg8yabgGxMHddPaQCiCfbR'],
  'a webhook secret of Stripe': ['whsec_', 'ykqvExOB6wEPbM0ze324DwZiySFXQEVI'],
  'a token of GitLab': ['glpat-', 'OIW_lwPi_-DhrSbY66ug'],
  'a routable token of GitLab': ['glpat-', 'Iwt_BHQZ-Gjv8FH0JQkB3CJk7t5.01.d088a1e15'],
  'a token of Slack': ['xoxb-', '123456789012-1234567890123-0HfmiumAoyaSXgNcs6wqAAtq'],
  'a refresh token of Slack': [
    'xoxe.xoxp-',
    '1-5nWEuIx2CpRlhqQdAQFDdcwVXi1Amr50MnUrhz4O5HStsNcurSWY9orslDF5cbZI6Fp4RWAjjB5X2cdkfde59VIMsLT9Zug58qxOeoxsQf3OCuAqYs1HNAAx',
  ],
  'a webhook of Slack': [
    'https://hooks.slack.com/services/',
    'T0tCrqbxVJM/B0mFsDGuhev/eWa9w8Ct10iPEAAiTieZnPFH',
  ],
  'a token of npm': ['npm_', 'NKiB11EMSKcA7sdBFewEFntRFREPp8ytDyeP'],
  'a token of PyPI': [
    'pypi-AgEIcHlwaS5vcmc',
    'D5o3DfeXa3Px6BnaTKpS-9m_hMHvYJjNdaO51w9Bv3_oKbKk3SjoqETQ0IbpXHOT-DMs76uhERzeK9Orlc2e6xNLjJVWfyyehyT55ZOQ1UZGCfmASnIzOzbg',
  ],
  'a token of DigitalOcean': ['dop_v1_', '325b0cb9dd68b1ce9d5211a4bd5b14ce49d43657044813d78af1b241ae066c8e'],
  'a token of Hugging Face': ['hf_', 'IUVEcEHuKAvxtKPHFBKsFqBoPuAUEKZCIU'],
  'a key of SendGrid': ['SG.', 'zCaxWKGG4QXHpvcqbPp8in.f0TeSmbOjYLsLiC6o2cFPMLCW9VzAl0i9ysna0EQbN0'],
  'a token of Shopify': ['shpat_', '371cabd504e6a234ab0cb9ed2c4164f2'],
  'a token of Grafana': ['glsa_', 'xom8wMbdYeycLOGJi0sCegpf8fppDRvp_ec20dc88'],
  'a cloud token of Grafana': ['glc_', 'oAIBDfLj1fF12NmdkuPELYsiq2xP6zfU7Tmfs6R212M2Tlv403lUpcau49R8'],
  'a key of Groq': ['gsk_', '82DZgHsnWU0TmPKT5jXTQemTTfLggggsH9pFiwBE1vnV4OUhqQxX'],
  'a key of Linear': ['lin_api_', 'N1seOm3W9yI6Aa0w7rUQLCk9XS9AIcqCv1LHLQ1c'],
  'a token of Notion': ['ntn_', '09706766420WalspYfTNkF5OsQdhfKzHGPEU79snEEJyK6'],
  'a token of 1Password': [
    'ops_',
    'eyJlbWFpbCI6Ilp0QkpXVUVIQTNmNDB0dVl2N1NYIiwibXVrIjp7ImsiOiJFQjkwMk9KOVhxb3JLdm9uekRtUXZ4OXRDdVVweldlcTlDaGoxYUtVNlQifSwiYSI6eyJzIjoiajltVHR2S2FQR01xcGZHNGZIQjlGNSJ9fQ==',
  ],
  'a token of Vault': [
    'hvs.',
    'nBch7ED0m5e0BqkCHtetftaxAEuT6iGFlKIFmgQdl0S14Agh39xHAuQBk7r6N1aUDip52V5RC2zFMaIFOQ7PNNlINUxB',
  ],
  'a token of Vercel': ['vcp_', 'okG5CXvS5Om6Nx1aMTh6LE3W'],
  'a token of Databricks': ['dapi', 'af86387f7654a5ece7d9e899168e1fa7'],
  'a token of Docker': ['dckr_pat_', 'VW23A0y3MYQgsXRJzR53ghIUxwA'],
  'a token of Figma': ['figd_', 'tIglAc0mXpa81DJw6Wf04hyagnvsyUAMLewdHLIw'],
  'a token of Cloudflare': ['cfut_', 'Uiq1CCHx1gMqYAZQTdBRBV81qyv5UAm55Gw2AiKnc46fcb08'],
  'a key of Tailscale': ['tskey-', 'auth-arAXGIdSV3HU-AprBCyDkd1Ux84UXRkPuNPPmSIjyuNs3'],
};

const inContext: Readonly<Record<string, string>> = {
  'a secret key of AWS beside its name': 'aws_secret_access_key = WtkwVQ0siTvxjUvpkzVTrOYqaOoRBeTAzCBH7V/9',
  'a secret key of AWS in YAML': 'secretAccessKey: "hJ2NXHuhb8vi2S9banEu/8+65tOPdR5mDOW8RkXe"',
  'a key of Azure':
    'AccountKey=BQWpXuDUGWqiqnnRbGVPfrXsMl2J2VeU9uv1aWLHmT1J127kSgr0B04VMBTq5KbMv38fkwxgXSIFp0eqKheVy9==',
  'a password of npm': '_password=ILDVT4MLDOnWY1Rh7dm8Ebb49',
  'a header': 'Authorization: Bearer IfPxG7Nvvey7xZ9FBdYtsVxJ4XiKYFMflXSiL8aB7',
  'a token in a URL': 'https://EpcBaRVWdEv83ytY8I8vydJA7@example.com/x.git',
};

export const tokens: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(parts).map(([kind, [first, rest]]) => [kind, first + rest])),
  ...inContext,
};
